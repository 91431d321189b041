import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureAwsApi } from "../../sandbox/aws-api";
import { ensurePack } from "../../sandbox/carbon";
import { ensureCloud, type RunningCloud } from "../../sandbox/cloud";
import { pollUntil } from "../../sandbox/elb/poll-until";
import { ensureImage } from "../../sandbox/machines";
import { sandboxPaths } from "../../sandbox/paths";
import { whyNoMachines } from "../../sandbox/prerequisites";
import { makeClone } from "../support/clone";
import { codeBlocks, documentedCommands } from "../support/documented-commands";
import { ensureNode } from "../support/ensure-node";
import { findLeftovers } from "./support/leftovers";
import { quote, rehearse, stateOf, withoutLoss } from "./support/quick-start";
import { privateKeyLines, SecretWatch } from "./support/secret-watch";
import { Stranger } from "./support/stranger";

/**
 * The README's AWS part and the pages that it leads to, typed as they stand there: in a clone in which nothing was
 * built, in an account that has no VPC, by the `pulumi` program, to machines that are reached by the endpoint that the
 * same `up` makes. What differs from AWS is below the AWS API, and where the product's zip comes from.
 */
const reason = whyNoMachines() ?? (process.getuid?.() === 0 ? undefined : "this test runs as root only");
if (reason && process.env.CI) throw new Error(`system tests can't be skipped in CI: ${reason}`);

const minute = 60_000;
const folder = mkdtempSync(join(tmpdir(), "quick-start-"));
const clone = join(folder, "clone");
const home = join(folder, "home");
const quickStart = documentedCommands("README.md", "On AWS", "pulumi stack init dev");
const look = codeBlocks("README.md", "On AWS").find((block) => block.includes("curl ")) ?? "";

let cloud: RunningCloud;
let stranger: Stranger;
let watch: SecretWatch;
let secrets: string[] = [];

const must = (command: string) => stranger.must(command);
const types = (command: string) => stranger.types(command);
const elbAddress = async () => (await cloud.client.status()).loadBalancers[0]?.address ?? "";

(reason ? describe.skip : describe)("the quick start on AWS", () => {
  beforeAll(async () => {
    const say = () => {};
    const [node] = await Promise.all([
      ensureNode("22.23.3"),
      ensureImage(say),
      ensureImage(say, 13),
      ensureAwsApi(say),
      ensurePack("wso2mi", "4.4.0", say),
      ensurePack("wso2mi", "4.5.0", say),
    ]);
    await makeClone(clone);
    mkdirSync(home);
    cloud = await ensureCloud("dev", clone);
    stranger = await Stranger.in(clone, cloud.status.endpoint, home, node);
    watch = new SecretWatch();
  }, 20 * minute);

  afterAll(async () => {
    await cloud?.client.shutdown();
    rmSync(folder, { recursive: true, force: true });
    expect(existsSync(sandboxPaths("dev", clone).machinesDir)).toBe(false);
  }, 20 * minute);

  it(
    "deploys: each command as it stands in the README",
    async () => {
      expect(quickStart[0]).toBe("npm ci");
      // What `npm ci` does beside the downloads.
      await must("npm run prepare");
      for (const command of quickStart.slice(1)) {
        const said = await must(command);
        if (command.startsWith("pulumi preview"))
          expect(said).toMatch(/InstanceConnect[\s\S]*\+ \d+ to create/);
        if (command.includes("clientCidrs")) await rehearse(stranger, sandboxPaths("dev", clone).id);
      }
      const { stdout } = await stranger.start("pulumi stack export --show-secrets");
      secrets = privateKeyLines(stdout);
      expect(secrets.length).toBeGreaterThan(5);
    },
    20 * minute,
  );

  it(
    "is what the README says to look at: all UP, and an answer by the name and the root",
    async () => {
      const status = await must("npx pulumi-wso2 status");
      expect(status).toMatch(/^stack dev: all 4 in service$/m);
      expect(status.match(/^node[12] +haproxy[12] +ready +UP +L6OK /gm)).toHaveLength(4);
      const elb = (await must("pulumi stack output url")).trim().replace("https://", "");
      expect(elb).toContain("eu-central-1");
      // A name that only AWS resolves.
      writeFileSync(join(home, ".curlrc"), `resolve = "${elb}:443:${await elbAddress()}"\n`);
      expect(await must(look)).toMatch(/^HTTP\/\S+ (?!503)\d\d\d/m);
    },
    20 * minute,
  );

  it(
    "changes nothing a second time",
    async () => {
      await must("pulumi up --skip-preview --expect-no-changes");
      await must("pulumi preview --expect-no-changes");
    },
    20 * minute,
  );

  it(
    "status, ssh, certificates and plan show what is there, and their exit status says whether it is well",
    async () => {
      const { nodes, unreachable } = JSON.parse((await types("pulumi-wso2 status --json")).stdout);
      const members = nodes.map(({ node, balancers }: { node: string; balancers: [] }) => [
        node,
        balancers.length,
      ]);
      expect([members, unreachable]).toEqual([
        [
          ["node1", 2],
          ["node2", 2],
          ["haproxy1", 1],
          ["haproxy2", 1],
        ],
        [],
      ]);
      expect(await must("pulumi-wso2 ssh node2 sudo systemctl is-active wso2-integrator")).toBe("active");
      expect((await types("pulumi-wso2 ssh haproxy1 'exit 7'")).exitCode).toBe(7);
      const certificates = await must("pulumi-wso2 certificates");
      for (const name of ["wso2-dev-node1", "wso2-dev-node2"]) expect(certificates).toContain(name);
      expect((await types("pulumi-wso2 certificates --within 9000 --json")).exitCode).toBe(1);
      expect(await must("pulumi-wso2 plan")).toContain("Roll plan of wso2-dev: ");
    },
    20 * minute,
  );

  it(
    "repair brings back what one balancer has out of service, and status said so before",
    async () => {
      const send = `import socket; s = socket.socket(socket.AF_UNIX); s.connect("/run/haproxy/admin.sock"); s.send(b"set server DEV_wso2ei/node1 state maint\\n"); print(s.recv(999).decode())`;
      await must(`pulumi-wso2 ssh haproxy1 sudo python3 -c ${quote(quote(send))}`);
      const { exitCode, all } = await types("pulumi-wso2 status");
      expect(exitCode).toBe(1);
      expect(all).toMatch(/^node1 +haproxy1 +maint +MAINT/m);
      expect(await must("pulumi-wso2 repair")).toContain("node1");
      await must("pulumi-wso2 status");
    },
    20 * minute,
  );

  it(
    "rolls the README's new version, with the hook of docs/rolling.md, while status watches",
    async () => {
      for (const command of documentedCommands("docs/rolling.md", "Hooks, the gate", "afterNode"))
        await must(command);
      const [, change = "", roll = ""] =
        /\*\*A new version\*\* is one line: `(pulumi config set wso2:version \S+) && (pulumi up)`/.exec(
          readFileSync(join(clone, "README.md"), "utf8"),
        ) ?? [];
      await must(change);
      expect(await must("pulumi-wso2 plan --preview")).toMatch(/node1 \(version\)/);
      const pictures = join(home, "watch.jsonl");
      const watching = stranger.start(`exec pulumi-wso2 status --watch 0.5 --json > ${pictures}`);
      const first = async () => existsSync(pictures) && readFileSync(pictures, "utf8").includes("\n");
      await pollUntil("the first picture of the watch", 60, async () => (await first()) || undefined);
      await withoutLoss(stranger, await elbAddress(), async () => {
        expect(await must(roll)).toMatch(/node2[\s\S]*smoke test/);
      });
      watching.kill("SIGINT");
      expect((await watching).exitCode).toBe(0);
      const shown = readFileSync(pictures, "utf8");
      stranger.printed += shown;
      const states = shown
        .trimEnd()
        .split("\n")
        .map((line) => stateOf(line));
      for (const node of ["node1", "node2"]) expect(states).toContain(`${node} out`);
      expect([states[0], states.at(-1)]).toEqual(["all in", "all in"]);
    },
    20 * minute,
  );

  it(
    "waits at a gate, which approve opens by the id of its message",
    async () => {
      await must("pulumi config set wso2:pauseAfterBatch 1");
      await must("pulumi config set wso2:version 4.4.0");
      const { exitCode, all } = await types("pulumi up --skip-preview");
      expect(exitCode).not.toBe(0);
      const id = /approval of roll ([0-9a-f]+)/.exec(all)?.[1];
      expect(all).toMatch(/gate after batch 1/);
      await must(`pulumi-wso2 approve ${id} && pulumi up --skip-preview`);
      const report = await must(`pulumi-wso2 report ${home}/journal.jsonl --out ${home}/report`);
      expect(report).toContain("report");
      await must("pulumi-wso2 status");
    },
    20 * minute,
  );

  it(
    "refreshes without a change",
    async () => {
      const changed =
        (await must("pulumi refresh")).match(/^ +[~+-]+ +\w+:\S+ \S+ (?!refreshing)\S+.*/gm) ?? [];
      // The stack's own outputs, of which a deployment reads what the last one left.
      expect(changed.filter((line) => !line.includes("StackReference"))).toEqual([]);
    },
    20 * minute,
  );

  it(
    "is destroyed, leaves nothing in the account, and could begin again",
    async () => {
      await must("pulumi destroy");
      expect(await findLeftovers(cloud.status.endpoint, "eu-central-1")).toEqual([]);
      await pollUntil("a cloud without machines", 30, async () => {
        const { machines, network } = await cloud.client.status();
        return (machines.length === 0 && !network) || undefined;
      });
      await must("pulumi stack rm dev --preserve-config");
      for (const command of quickStart.slice(1).filter((each) => !/^pulumi up/.test(each)))
        await must(command);
    },
    20 * minute,
  );

  it("prints no private key, and no process had one in its arguments", () => {
    expect(watch.saw("pulumi-wso2/roll")).toBe(true);
    expect(watch.stop(secrets)).toEqual([]);
    expect(secrets.filter((secret) => stranger.printed.includes(secret))).toEqual([]);
  });
});
