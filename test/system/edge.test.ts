import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Cli } from "../../sandbox/cli/drive-cli";
import { pollUntil } from "../../sandbox/elb/poll-until";
import { runLoadInChild } from "../../sandbox/load";
import { packageRoot } from "../../sandbox/paths";
import { whyNoMachines } from "../../sandbox/prerequisites";
import { Certificates } from "../components/certificates/make-certificates";
import { itThorough } from "../support/thorough";
import { NameService } from "./support/name-service";
import { quickSettings, underLoad } from "./support/under-load";

/** A whole stack behind an Application Load Balancer, which then becomes a Network Load Balancer by one word. */
const why = whyNoMachines();
const stateFolder = ".sandbox-test-edge";
const cli = new Cli(stateFolder, "dev");
const folder = mkdtempSync(join(tmpdir(), "edge-"));
const minute = 60_000;
const host = "integrator.dev.example.com";
const edge = (settings: object) => `wso2:edge=${JSON.stringify({ drainingTimeoutSec: 10, ...settings })}`;

interface Status {
  readonly servers: { readonly node: string; readonly balancer: string; readonly status: string }[];
}

(why ? describe.skip : describe)("a stack behind an ALB, and then behind an NLB", () => {
  const password = "12345678";
  let names: NameService;

  /** What stands in front of each HAProxy machine, and how that sees it. */
  const inFront = async () => {
    const { servers } = JSON.parse(await cli.must("status", "--json")) as Status;
    return servers
      .filter(({ node }) => node.startsWith("haproxy"))
      .map(({ node, balancer, status }) => `${node} ${balancer} ${status}`)
      .sort();
  };

  beforeAll(async () => {
    const settings = [...quickSettings, "wso2:version=4.3.0", "wso2:vpcCidr=10.48.0.0/16"];
    const older = ["wso2:ami=debian-12-amd64-20251112-2294", edge({ kind: "application", slowStartSec: 30 })];
    await cli.must("up", ...[...settings, ...older].flatMap((each) => ["--set", each]));
    names = await NameService.of(stateFolder, "dev");
  }, 20 * minute);

  afterAll(async () => {
    await cli.must("down");
    expect(existsSync(join(packageRoot, stateFolder, "dev"))).toBe(false);
    rmSync(folder, { recursive: true });
  }, 20 * minute);

  it(
    "rolls HAProxy machines and nodes, shows another certificate and gets a name, without a lost request",
    async () => {
      expect(await inFront()).toEqual(["haproxy1 alb healthy", "haproxy2 alb healthy"]);
      const made = new Certificates(folder, 365);
      made.leaf("one", `DNS:${host}`);
      const pems = ["-in", "one.pem", "-inkey", "one.key", "-certfile", "chain.pem"];
      writeFileSync(join(folder, "chain.pem"), made.pem("issuer", "root"));
      made.openssl("pkcs12", "-export", ...pems, "-passout", `pass:${password}`, "-out", "one.p12");
      const trusted = join(folder, "trusted.pem");
      writeFileSync(trusted, readFileSync((await cli.outputs()).caFile, "utf8") + made.pem("root"));
      const change = () =>
        cli.set(
          ...["wso2:haproxyInstanceType=t3.small", "wso2:version=4.4.0", "wso2:dnsZone=example.com"],
          ...[`wso2:keystore=${join(folder, "one.p12")}`, `wso2:keystorePassword=${password}`],
        );
      const report = await underLoad(cli, change, { trusted });
      expect(report.failures).toEqual([]);
      expect(report.requests).toBeGreaterThan(500);
      expect(Object.keys(report.byVersion).sort()).toEqual(["4.3.0", "4.4.0"]);
      expect(await inFront()).toEqual(["haproxy1 alb healthy", "haproxy2 alb healthy"]);
    },
    20 * minute,
  );

  it(
    "becomes one behind an NLB by one word: who has the old address for a minute more, and who asks anew, lose nothing",
    async () => {
      const { caFile } = await cli.outputs();
      const load = (address: string) =>
        runLoadInChild({
          ...{ url: `https://${address}/`, host, caFile, seconds: 600, ratePerSec: 25, stickySessions: 20 },
          // A client that keeps a connection stays with the load balancer that it has.
          sessionRequests: 20,
        });
      const before = await names.resolve(host);
      const change = cli.set(edge({ kind: "network" }));
      change.catch(() => undefined);
      const old = load(before.address);
      const moved = await Promise.race([
        change.then(() => undefined),
        pollUntil("another load balancer behind the name", 300, async () => {
          const now = await names.resolve(host);
          return now.target === before.target ? undefined : now;
        }),
      ]);
      const fresh = moved && load(moved.address);
      // Route 53's answers hold for so long.
      await delay(60_000);
      const reports = [await old.stop()];
      await change;
      if (fresh) reports.push(await fresh.stop());
      expect(reports.map(({ failures }) => failures)).toEqual([[], []]);
      for (const { requests } of reports) expect(requests).toBeGreaterThan(500);
      expect(await inFront()).toEqual([
        ...["haproxy1 nlb healthy", "haproxy1 nlb-http healthy"],
        ...["haproxy2 nlb healthy", "haproxy2 nlb-http healthy"],
      ]);
      expect(await names.balancers()).toEqual(["network"]);
    },
    20 * minute,
  );

  it(
    "takes away from the HAProxies, with the next up, what only the ALB needed, under load, and then changes nothing",
    async () => {
      const listens = () => cli.ssh("haproxy1", "sudo grep -Eo 'bind :[0-9]+' /etc/haproxy/haproxy.cfg");
      expect((await listens()).match(/\d+/g)).toEqual(["80", "443", "81", "444", "8405", "8415"]);
      const report = await underLoad(cli, () => cli.must("up"));
      expect([report.failures, report.moves]).toEqual([[], []]);
      expect((await listens()).match(/\d+/g)).toEqual(["81", "444", "8405", "8415"]);
      expect(await cli.must("preview")).toMatch(/no changes/i);
    },
    20 * minute,
  );

  itThorough(
    "replaces HAProxy machines and rolls nodes behind the NLB, and clients that keep their connections for good lose nothing",
    async () => {
      const change = () => cli.set("wso2:haproxyInstanceType=t3.micro", "wso2:version=4.3.0");
      const report = await underLoad(cli, change);
      expect(report.failures).toEqual([]);
      expect(report.requests).toBeGreaterThan(500);
      expect(Object.keys(report.byVersion).sort()).toEqual(["4.3.0", "4.4.0"]);
      expect(await names.balancers()).toEqual(["network"]);
    },
    20 * minute,
  );
});
