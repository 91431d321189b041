import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureKernelPack } from "../../sandbox/carbon-kernel";
import { packageRoot } from "../../sandbox/paths";
import { whyNoMachines } from "../../sandbox/prerequisites";
import { itThorough } from "../support/thorough";
import {
  elbServes,
  inConsole,
  type Look,
  sessionInDrain,
  signedOut,
  watchConsole,
} from "./support/browser-console";
import { CarbonCluster } from "./support/carbon-cluster";
import { openPage, signIn } from "./support/carbon-console";
import { allServe, killServerOfSession } from "./support/killed-node";
import { readMachineEvents } from "./support/machine-logs";

const why = whyNoMachines();

const stateFolder = ".sandbox-carbon";
const cluster = new CarbonCluster(stateFolder);
const { cli } = cluster;
const minute = 60_000;

(why ? describe.skip : describe)("WSO2's own Carbon servers, on machines of the sandbox", () => {
  const two = ["node1", "node2"];
  let password = "";

  beforeAll(async () => {
    await Promise.all(
      ["4.10.2", "4.10.32", "4.9.1-m1"].map((version) => ensureKernelPack(version, () => {})),
    );
    // Of the kernels here, one has not been seen to make a cluster on the Java of Debian 13.
    await cluster.create({ ami: "debian-12-amd64-20250316-2053" });
    password = (await cli.outputs()).adminPassword ?? "";
  }, 20 * minute);

  afterAll(async () => {
    await cli.must("down", "--stack", "dev");
    expect(existsSync(join(packageRoot, stateFolder, "dev"))).toBe(false);
  }, 20 * minute);

  /** With each node in its turn, so more often than there are nodes. */
  const signsIn = async () => {
    const at = await cli.outputs();
    for (let turn = 0; turn < 4; turn++) {
      const session = await signIn(at, "admin", password);
      expect(session).toMatchObject({
        status: 302,
        location: "https://console.example.com/carbon/admin/index.jsp?loginStatus=true",
      });
      const { status, text } = await openPage(at, "/carbon/admin/index.jsp", session);
      expect(status).toBe(200);
      expect(text).toContain("Signed-in as:</strong>&nbsp;admin@carbon.super");
    }
  };

  /** Pairs of nodes of which neither has seen the other join. */
  const strangers = async (nodes: readonly string[]) => {
    const { nodes: all } = await cli.outputs();
    const addressOf = (node: string) => all.find(({ key }) => key === node)?.address ?? "";
    const logs = await Promise.all(nodes.map((node) => cluster.log(node)));
    const hasSeen = (node: number, other: number) =>
      new RegExp(`Member joined [^\\n]*\\b${addressOf(nodes[other] ?? "")}:4000`).test(logs[node] ?? "");
    return nodes.flatMap((node, index) =>
      nodes
        .slice(index + 1)
        .filter((_, later) => !hasSeen(index, index + 1 + later) && !hasSeen(index + 1 + later, index))
        .map((other) => `${node} and ${other}`),
    );
  };

  it(
    "sign the administrator in with the password that was made for the stack, and nobody with the shipped one",
    async () => {
      expect(password).toMatch(/^[0-9a-f]{24}$/);
      await signsIn();
      const { location } = await signIn(await cli.outputs(), "admin", "admin");
      expect(location).toBe("https://console.example.com/carbon/admin/login.jsp?loginStatus=false");
    },
    minute,
  );

  it(
    "open their console in a browser that verifies its certificate, and go on when either HAProxy stops",
    () =>
      inConsole(cli, async (browser) => {
        const { node, ...view } = await browser.signIn("admin", password);
        expect(view).toEqual({
          status: 200,
          url: "https://console.example.com/carbon/admin/index.jsp?loginStatus=true",
          user: "admin@carbon.super",
        });
        expect(two).toContain(node);
        for (const [stopped, other] of [
          ["haproxy1", "haproxy2"],
          ["haproxy2", "haproxy1"],
        ] as const) {
          const looks = await watchConsole(browser, async () => {
            await cli.ssh(stopped, "sudo systemctl stop haproxy");
            await elbServes(cli, other);
          });
          await cli.ssh(stopped, "sudo systemctl start haproxy");
          await elbServes(cli, other, stopped);
          // One page at a time is on its way: no more than that one is cut, and the session goes on.
          expect(looks.filter(({ status }) => status !== 200).length).toBeLessThan(2);
          expect(signedOut(looks)).toEqual([]);
          expect(await browser.look()).toMatchObject({ status: 200, user: "admin@carbon.super", node });
        }
        expect(browser.strayed).toEqual([]);
      }),
    20 * minute,
  );

  itThorough(
    "are signed in to by the sandbox's own command, which makes the pictures of the docs",
    async () => {
      const folder = mkdtempSync(join(tmpdir(), "pictures-"));
      expect(await cli.must("console", "--pictures", folder)).toMatch(
        /signed in as admin@carbon\.super on node\d/,
      );
      const pictures = readdirSync(folder);
      expect(pictures.sort()).toEqual(["console-home.png", "console-sign-in.png"]);
      for (const each of pictures) expect(statSync(join(folder, each)).size).toBeLessThan(150_000);
      rmSync(folder, { recursive: true });
    },
    minute,
  );

  itThorough(
    "roll to another version without losing a request or a session, and keep the administrator's password",
    () =>
      inConsole(cli, async (browser) => {
        const since = Date.now();
        let looks: readonly Look[] = [];
        const { node = "" } = await browser.signIn("admin", password);
        const report = await cluster.losesNothing(two, async () => {
          looks = await watchConsole(browser, () => cluster.change({ version: "4.10.32" }));
        });
        expect(Object.keys(report.byVersion).sort()).toEqual(["4.10.2", "4.10.32"]);
        expect(Object.keys(report.byNode).sort()).toEqual(two);
        expect((await cli.outputs()).adminPassword).toBe(password);
        await signsIn();
        // The browser's session goes on while its node drains, and is over once the node is out: somebody who never
        // pauses outlasts no limit. What is then shown is the sign-in page of another node, and no error.
        expect(looks.filter(({ status }) => status !== 200)).toEqual([]);
        const events = await readMachineEvents(cli, ["haproxy1", "haproxy2"], [], since);
        const order = sessionInDrain(looks, events, node);
        expect([order[0], order.at(-1)]).toEqual(["drain", "first"]);
        expect((await browser.signIn("admin", password)).user).toBe("admin@carbon.super");
      }),
    20 * minute,
  );

  it(
    "lose a session with its server that is killed, and show the sign-in page of another node",
    async () => {
      await killServerOfSession(cli, password);
      await allServe(cli);
    },
    20 * minute,
  );

  itThorough(
    "stop at a node that never becomes ready, and come home with the old configuration, without losing anything",
    async () => {
      const nowhere = {
        ...{ type: "postgre", url: "jdbc:postgresql://127.0.0.1:1/none" },
        ...{ username: "wso2", password: "none" },
      };
      await cluster.losesNothing(two, async () => {
        const databases = JSON.stringify({ shared_db: nowhere });
        const failed = await cluster.tryChange({ databases, startTimeoutSec: "30" });
        expect(failed.exitCode).not.toBe(0);
        // The kernel brings no driver but H2's; the server stays up and never opens its port.
        expect(failed.all).toMatch(/node1[\s\S]*last log lines[\s\S]*org\.postgresql\.Driver/);
        await cluster.change({ databases: "", startTimeoutSec: "240" });
      });
      for (const node of two) expect(await cluster.configuration(node)).not.toContain("postgresql");
    },
    20 * minute,
  );

  it(
    "become a Hazelcast cluster of three with another kernel and configuration, without losing anything",
    async () => {
      const deploymentToml = JSON.stringify({ tomcat: { global: { session_timeout: "42m" } } });
      const change = { version: "4.9.1-m1", clusterDomain: "console", nodeCount: "3", deploymentToml };
      const report = await cluster.losesNothing([...two, "node3"], () => cluster.change(change));
      expect(report.byNode.node3).toBeGreaterThan(0);
      expect(await strangers(["node1", "node2", "node3"])).toEqual([]);
      expect(await cluster.configuration("node2")).toContain('session_timeout = "42m"');
    },
    20 * minute,
  );

  itThorough(
    "join their cluster again from new machines, and leave it, without losing anything",
    async () => {
      const image = "debian-12-amd64-20251112-2294";
      const change = { ami: image, nodeCount: "2" };
      await cluster.losesNothing(two, () => cluster.change(change));
      for (const node of two) expect((await cli.ssh(node, "cat /etc/sandbox-image")).trim()).toBe(image);
      // Each log is that of the new machine.
      expect(await strangers(two)).toEqual([]);
      await signsIn();
    },
    20 * minute,
  );

  itThorough(
    "lose a session with its server that is killed also as a cluster",
    () => killServerOfSession(cli, password),
    20 * minute,
  );
});
