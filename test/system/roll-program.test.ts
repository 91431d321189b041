import { balancers, Cluster } from "../../sandbox/fleet/cluster";
import { underTraffic } from "../../sandbox/fleet/traffic";
import { whyNoMachines } from "../../sandbox/prerequisites";
import { configureTests } from "./support/roll-program/configure-tests";
import { leaveTests } from "./support/roll-program/leave-tests";

const reason = whyNoMachines() ?? (process.getuid?.() === 0 ? undefined : "this test runs as root only");
if (reason && process.env.CI) throw new Error(`system tests can't be skipped in CI: ${reason}`);

const three = ["node1", "node2", "node3"];
const cluster = new Cluster([...three, "node4"]);
const { fleet } = cluster;

/** Every node in service everywhere, as each test begins and ends. */
const allUp = three.flatMap((node) => balancers.map((balancer) => `${node}@${balancer} ready UP`));

(reason ? describe.skip : describe)("the roll program on real machines", () => {
  beforeAll(async () => {
    await cluster.create(["1.0.0", "2.0.0"]);
    await Promise.all(
      [...balancers, ...three].map((name) => fleet.must("prepare", cluster.preparePlan(name))),
    );
    for (const name of balancers) await fleet.must("configure-haproxy", cluster.haproxyPlan(name, three));
    for (const node of three) await cluster.bringUp(node, "1.0.0");
  }, 240_000);

  afterAll(() => fleet.destroy(), 60_000);

  it("gives a machine its name and host key, and does nothing more the second time", async () => {
    expect(await fleet.on("node1", "uname -n; cat /etc/hostname; ls /etc/ssh/ssh_host_*")).toBe(
      "node1\nnode1\n/etc/ssh/ssh_host_ed25519_key\n/etc/ssh/ssh_host_ed25519_key.pub",
    );
    const again = await fleet.must("prepare", cluster.preparePlan("node1"));
    expect(again.result).toMatchObject({ node: "node1", hostname: "node1" });
    expect(again.stderr).not.toContain("first contact");
  });

  it("has brought every node into service", async () => {
    expect(await cluster.status()).toEqual([...allUp, "node4@haproxy1 unknown", "node4@haproxy2 unknown"]);
  });

  it("rolls a node under load without losing a request", async () => {
    const report = await underTraffic(cluster.urls, async () => {
      await fleet.must("stage", cluster.stagePlan("node1", "2.0.0"));
      for (const [node, version] of [
        ["node1", "2.0.0"],
        ["node2", "1.0.0"],
      ] as const) {
        await fleet.must("leave", cluster.membershipPlan(node));
        await fleet.must("stop", cluster.servicePlan(node, "1.0.0"));
        await fleet.must("start", cluster.servicePlan(node, version, { startSec: "2" }));
        await fleet.must("join", cluster.membershipPlan(node));
      }
    });
    expect(report.failures).toEqual([]);
    expect(report.sent).toBeGreaterThan(200);
    expect(await cluster.status(three)).toEqual(allUp);
  });

  describe("a HAProxy that is configured", () => configureTests(cluster, three, allUp));

  describe("a leave that can't be", () => leaveTests(cluster, three, allUp));

  it("keeps a node that is no longer wanted until it has left, then removes it", async () => {
    await fleet.must("prepare", cluster.preparePlan("node4"));
    const report = await underTraffic(cluster.urls, async () => {
      for (const name of balancers) {
        const { result } = await fleet.must(
          "configure-haproxy",
          cluster.haproxyPlan(name, [...three, "node4"]),
        );
        expect(result.servers).toEqual({ node1: "ready", node2: "ready", node3: "ready", node4: "maint" });
      }
      // A node that never joined is not missed by the floor.
      await fleet.must("leave", cluster.membershipPlan("node1"));
      await fleet.must("join", cluster.membershipPlan("node1"));
      await cluster.bringUp("node4", "1.0.0");
      for (const name of balancers) {
        const { result } = await fleet.must("configure-haproxy", cluster.haproxyPlan(name, three));
        expect(result).toMatchObject({ changed: true, reloaded: false, retained: ["node4"] });
      }
      expect(await cluster.status(["node4"])).toEqual(["node4@haproxy1 ready UP", "node4@haproxy2 ready UP"]);
      await fleet.must("leave", cluster.membershipPlan("node4"));
    });
    expect(report.failures).toEqual([]);
    expect(report.byNode.node4).toBeGreaterThan(0);
    expect(await cluster.status(["node4"])).toEqual(["node4@haproxy1 unknown", "node4@haproxy2 unknown"]);
    expect(await fleet.on("haproxy2", "grep -c node4 /etc/haproxy/haproxy.cfg")).toBe("0");
    const again = await fleet.must("leave", cluster.membershipPlan("node4"));
    expect(again.result).toMatchObject({ left: "before" });
    await fleet.must("stop", cluster.servicePlan("node4", "1.0.0"));
    expect((await fleet.must("stop", cluster.servicePlan("node4", "1.0.0"))).result).toMatchObject({
      stopped: false,
    });
  });

  it("gives a new HAProxy the admin states of its peer, and checks each node before it is UP", async () => {
    await fleet.must("leave", cluster.membershipPlan("node2"));
    await fleet.replace("haproxy2");
    await cluster.until(() => fleet.answers("haproxy2"));
    const refused = await fleet.roll("configure-haproxy", cluster.haproxyPlan("haproxy2", three));
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(
      /expected: host key ssh-ed25519 SHA256:\S+\n {2}seen: {5}host key ssh-ed25519 SHA256:/,
    );

    await fleet.must("prepare", cluster.preparePlan("haproxy2"));
    const { result } = await fleet.must("configure-haproxy", cluster.haproxyPlan("haproxy2", three));
    expect(result).toMatchObject({
      servers: { node1: "ready", node2: "maint", node3: "ready" },
      peersSilent: [],
    });
    await cluster.until(async () => (await cluster.status(["node3"]))[1] === "node3@haproxy2 ready UP");
    await fleet.must("join", cluster.membershipPlan("node2"));
    expect(await cluster.status(three)).toEqual(allUp);
    const refusedLeave = fleet.roll(
      "leave",
      cluster.membershipPlan("node1", { floor: { maxUnavailable: 0 } }),
    );
    expect((await refusedLeave).stderr).toContain("expected: 3 others UP");
  });

  it("fails to join a node that does not pass its checks, and leaves it out everywhere", async () => {
    await fleet.must("leave", cluster.membershipPlan("node1"));
    await fleet.must("stop", cluster.servicePlan("node1", "2.0.0"));
    const plan = cluster.membershipPlan("node1", { join: { upTimeoutSec: 3, stableSec: 1 } });
    const report = await underTraffic(cluster.urls, async () => {
      const { code, stderr } = await fleet.roll("join", plan);
      expect(code).toBe(1);
      expect(stderr).toMatch(/UP by a passed check on every balancer within 3 s\n.*DOWN/);
    });
    expect(report.failures).toEqual([]);
    expect(await cluster.status(["node1"])).toEqual([
      "node1@haproxy1 maint MAINT",
      "node1@haproxy2 maint MAINT",
    ]);
  });

  it("fails when a version never becomes ready, with its log and its answer, and comes back with the old one", async () => {
    const never = { ...cluster.servicePlan("node1", "2.0.0", { ready: "no" }), startTimeoutSec: 4 };
    const { code, stderr } = await fleet.roll("start", never);
    expect(code).toBe(1);
    expect(stderr).toContain("node:     node1");
    expect(stderr).toContain('seen:     503 Service Unavailable: {"state": "still starting"} (unit active)');
    expect(stderr).toContain("    product 2.0.0 started on node1");
    const { result } = await fleet.must("start", cluster.servicePlan("node1", "1.0.0"));
    expect(result).toMatchObject({ node: "node1", version: "1.0.0" });
    expect(await fleet.on("node1", "sudo cat /opt/wso2/fake/conf/server.xml")).toContain("<Port>8253</Port>");
    await fleet.must("join", cluster.membershipPlan("node1"));
    expect(await cluster.status(three)).toEqual(allUp);
  });

  it("fails to stage what is not there", async () => {
    const plan = cluster.stagePlan("node1", "1.0.0");
    const missing = await fleet.roll("stage", { ...plan, name: "fake-9.9.9", source: "file:///no/such.zip" });
    expect(missing.stderr).toContain("no such file on this computer");
    const other = await fleet.roll("stage", { ...plan, name: "fake-9.9.9" });
    expect(other.stderr).toContain("the zip holds fake-1.0.0 and no folder fake-9.9.9");
    const digest = await fleet.roll("stage", { ...plan, sha256: "0".repeat(64) });
    expect(digest.stderr).toContain("it was unpacked from the zip with SHA-256");
    expect((await fleet.must("stage", plan)).result).toMatchObject({ staged: false });
  });

  it("stops nothing on a machine that is gone, and says so", async () => {
    await fleet.powerOff("node4");
    const gone = await fleet.must("stop", cluster.servicePlan("node4", "1.0.0"));
    expect(gone.result).toMatchObject({ stopped: "skipped" });
  });

  it("writes every step to the journal, without a secret", async () => {
    const text = fleet.readJournal();
    const steps = text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { command: string; step: string; phase: string });
    const ended = steps
      .filter(({ phase }) => phase === "end")
      .map(({ command, step }) => `${command} ${step}`);
    expect(ended).toEqual(
      expect.arrayContaining(["leave drain", "leave maint", "stop stop", "start start", "join stable"]),
    );
    expect(text).not.toContain("PRIVATE KEY");
    expect(text).not.toContain("key store's password");
  });
});
