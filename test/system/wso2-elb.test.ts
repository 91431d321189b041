import { appServers, ElbCluster, elbs, host } from "../../sandbox/fleet/elb-cluster";
import { type LoadReport, runLoad } from "../../sandbox/load";
import { whyNoMachines } from "../../sandbox/prerequisites";

const reason = whyNoMachines() ?? (process.getuid?.() === 0 ? undefined : "this test runs as root only");
if (reason && process.env.CI) throw new Error(`system tests can't be skipped in CI: ${reason}`);

const cluster = new ElbCluster();
const { fleet } = cluster;

const allIn = appServers.flatMap((node) => elbs.map((elb) => `${node}@${elb} ready member`));

/** Clients with sessions, and others, at one address for as long as the work takes. */
async function underLoad(
  target: { readonly url: string; readonly caFile?: string },
  work: () => Promise<unknown>,
): Promise<LoadReport> {
  const ended = new AbortController();
  const load = runLoad({
    ...{ ...target, host, seconds: 300, ratePerSec: 20, stickySessions: 10, newConnections: 0.2 },
    ...{ slow: { everySec: 1, delayMs: 2000 }, signal: ended.signal },
  });
  try {
    await work();
  } finally {
    ended.abort();
  }
  return load;
}

(reason ? describe.skip : describe)("two WSO2 ELB 2.0.3 in front of two Application Servers 5.1.0", () => {
  beforeAll(async () => {
    await cluster.create();
    const machines = [...elbs, ...appServers, "edge"];
    await Promise.all(machines.map((name) => fleet.must("prepare", cluster.preparePlan(name))));
    // The ELBs first: they are the addresses that members know.
    await Promise.all(elbs.map((name) => fleet.must("start", cluster.elbPlan(name))));
    await Promise.all(appServers.map((name) => fleet.must("start", cluster.appServerPlan(name))));
    for (const name of appServers) await fleet.must("join", cluster.membershipPlan(name));
  }, 300_000);

  afterAll(() => fleet.destroy(), 60_000);

  it("has found the members by Tribes, and says so in the ELBs' logs", async () => {
    expect(await cluster.status()).toEqual(allIn);
    for (const name of elbs) {
      const log = await cluster.elbLog(name);
      expect(log).toContain("Cluster initialization completed");
      for (const server of appServers) {
        expect(log).toContain(
          `Application member Host:${fleet.address(server)}, Port: 4000, HTTP:9763, HTTPS:9443`,
        );
      }
    }
    const seen = await fleet.must("check-members", cluster.statusPlan());
    expect(seen.result).toMatchObject({ nodes: appServers });
  }, 60_000);

  it("rolls both under load: no request is lost, by HTTP on one ELB and by TLS on the other", async () => {
    const [first, second] = elbs.map((name) => fleet.address(name));
    let report: LoadReport | undefined;
    const other = await underLoad({ url: `https://${second}`, caFile: cluster.caFile }, async () => {
      report = await underLoad({ url: `http://${first}` }, async () => {
        for (const node of appServers) {
          await fleet.must("leave", cluster.membershipPlan(node));
          await fleet.must("stop", cluster.appServerPlan(node));
          await fleet.must("start", cluster.appServerPlan(node, 2));
          await fleet.must("join", cluster.membershipPlan(node));
        }
      });
    });
    for (const each of [report, other]) {
      expect(each?.failures).toEqual([]);
      expect(Object.keys(each?.byNode ?? {}).sort()).toEqual([...appServers]);
      expect(each?.requests).toBeGreaterThan(400);
      // ELB 2.0 gives up the sessions of a member that leaves.
      expect(each?.sessionsMoved).toBeGreaterThan(0);
    }
    expect(await cluster.status()).toEqual(allIn);
  }, 240_000);

  it("puts a node back where a leave can't be completed", async () => {
    const slow = underLoad({ url: `http://${fleet.address("elb1")}` }, async () => {
      const plan = cluster.membershipPlan("as1", {
        drain: { quietSec: 0.5, sessionTimeoutSec: 0, inFlightTimeoutSec: 1 },
        floor: { maxUnavailable: 0 },
      });
      const { code, stderr } = await fleet.roll("leave", plan);
      expect(code).not.toBe(0);
      expect(stderr).toContain("others UP on every balancer");
    });
    expect((await slow).failures).toEqual([]);
    expect(await cluster.status()).toEqual(allIn);
  }, 60_000);

  it("goes on through the classic ELB when one WSO2 ELB is stopped", async () => {
    const url = await cluster.startEdge();
    const report = await underLoad({ url }, () => fleet.must("stop", cluster.elbPlan("elb2")));
    // What was on its way through the one that stops is answered: it ends what it has begun.
    expect(report.failed).toBe(0);
    const { code, stderr } = await fleet.roll("leave", cluster.membershipPlan("as1"));
    expect(code).not.toBe(0);
    expect(stderr).toContain("nothing listens on port 4000");
  }, 90_000);
});
