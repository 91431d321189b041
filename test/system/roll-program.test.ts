import { balancers, Cluster } from "../../sandbox/fleet/cluster";
import { underTraffic } from "../../sandbox/fleet/traffic";
import { whyNoMachines } from "../../sandbox/prerequisites";

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

  it("reloads under load without losing a request, and does not reload for nothing", async () => {
    const report = await underTraffic(cluster.urls, async () => {
      for (const trafficTimeoutSec of [31, 32, 33]) {
        for (const name of balancers) {
          const { result } = await fleet.must(
            "configure-haproxy",
            cluster.haproxyPlan(name, three, { trafficTimeoutSec }),
          );
          expect(result).toMatchObject({ changed: true, reloaded: true, retained: [] });
        }
      }
    });
    expect(report.failures).toEqual([]);
    const again = await fleet.must(
      "configure-haproxy",
      cluster.haproxyPlan("haproxy1", three, { trafficTimeoutSec: 33 }),
    );
    expect(again.result).toMatchObject({ changed: false, reloaded: false });
    expect(await cluster.status(three)).toEqual(allUp);
  });

  it("takes a second backend with each node as it is in the first, rolls nodes in both, and lets it go", async () => {
    const { backend, frontends } = cluster.config(three);
    const { stickyCookie: cookie = "", ...rest } = backend;
    const second = { ...rest, name: "second", stickiness: { mode: "table", cookie } as const };
    const files = { certificateFile: "/etc/haproxy/frontend.pem", caFile: "/etc/haproxy/nodes-ca.pem" };
    const machines = balancers.map((name) => ({ name, address: fleet.address(name) }));
    const routes = [{ paths: ["/"], backend: "second" }];
    const both = (node: string) => {
      const plan = cluster.membershipPlan(node);
      const further = plan.members.map((each) => ({ ...each, backend: "second", isFurther: true }));
      return { ...plan, members: [...plan.members, ...further] };
    };
    await fleet.must("leave", cluster.membershipPlan("node3"));
    const report = await underTraffic(cluster.urls, async () => {
      for (const local of balancers) {
        const peers = { port: 8407, local, machines, ...files, certificateName: "integrator.internal" };
        const change = {
          backends: [second],
          peers,
          frontends: frontends.map((each) => ({ ...each, routes })),
        };
        const { result } = await fleet.must("configure-haproxy", cluster.haproxyPlan(local, three, change));
        expect(result.servers).toEqual({
          ...{ node1: "ready", node2: "ready", node3: "maint" },
          ...{ "second/node1": "ready", "second/node2": "ready", "second/node3": "maint" },
        });
      }
      await fleet.must("join", both("node3"));
      await fleet.must("leave", both("node1"));
      await fleet.must("join", both("node1"));
      for (const name of balancers) await fleet.must("configure-haproxy", cluster.haproxyPlan(name, three));
    });
    expect(report.failures).toEqual([]);
    // By a plan from before the backend went.
    await fleet.must("leave", both("node1"));
    await fleet.must("join", both("node1"));
    expect(await cluster.status(three)).toEqual(allUp);
  });

  it("keeps drain and maint over a reload, whoever asks for it", async () => {
    const set = (server: string, state: string) =>
      cluster.command("haproxy1", `set server PRD_fake/${server} state ${state}`);
    await set("node1", "drain");
    await set("node2", "maint");
    const expected = ["node1@haproxy1 drain DRAIN", "node2@haproxy1 maint MAINT", "node3@haproxy1 ready UP"];
    const onFirst = async () => (await cluster.status(three)).filter((line) => line.includes("haproxy1"));
    await fleet.must("configure-haproxy", cluster.haproxyPlan("haproxy1", three, { trafficTimeoutSec: 34 }));
    expect(await onFirst()).toEqual(expected);
    await fleet.on("haproxy1", "sudo systemctl reload haproxy");
    expect(await onFirst()).toEqual(expected);
    await fleet.on("haproxy1", "sudo systemctl restart haproxy");
    expect(await onFirst()).toEqual(expected);
    await set("node1", "ready");
    await fleet.must("join", cluster.membershipPlan("node2"));
    expect(await cluster.status(three)).toEqual(allUp);
  });

  it("fails on a configuration that haproxy -c refuses, and leaves the running one", async () => {
    const plan = cluster.haproxyPlan("haproxy1", three, { trafficTimeoutSec: 35 });
    const files = plan.files.map((file) => ({ ...file, content: "no certificate" }));
    const before = await fleet.on("haproxy1", "sudo sha256sum /etc/haproxy/*");
    const { code, stderr } = await fleet.roll("configure-haproxy", { ...plan, files });
    expect(code).toBe(1);
    expect(stderr).toMatch(/seen: .*\[ALERT\].*'\/etc\/haproxy\/frontend\.pem'/);
    expect(stderr).toContain("/etc/haproxy/haproxy.cfg:");
    expect(await fleet.on("haproxy1", "sudo sha256sum /etc/haproxy/*")).toBe(before);
    expect(await cluster.status(three)).toEqual(allUp);
  });

  it("fails when the new process can't start, and goes back", async () => {
    const plan = cluster.haproxyPlan("haproxy1", three, { readinessPort: 22 });
    const before = await fleet.on("haproxy1", "cat /etc/haproxy/haproxy.cfg");
    const { code, stderr } = await fleet.roll("configure-haproxy", plan);
    expect(code).toBe(1);
    expect(stderr).toMatch(/cannot bind socket|Address already in use/);
    expect(await fleet.on("haproxy1", "cat /etc/haproxy/haproxy.cfg")).toBe(before);
    expect(await cluster.status(three)).toEqual(allUp);
    const again = await fleet.must("configure-haproxy", {
      ...plan,
      config: { ...plan.config, readinessPort: 8405 },
    });
    expect(again.result).toMatchObject({ changed: true });
    expect(await cluster.status(three)).toEqual(allUp);
  });

  it("fails to leave when too few others are UP, and says which and how to allow it", async () => {
    await fleet.must("leave", cluster.membershipPlan("node1"));
    const refused = await fleet.roll("leave", cluster.membershipPlan("node2"));
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain("expected: 2 others UP on every balancer");
    expect(refused.stderr).toContain(
      "haproxy1: 1 UP (node3), not UP: node1 MAINT; haproxy2: 1 UP (node3), not UP: node1 MAINT",
    );
    expect(refused.stderr).toContain("WSO2_BELOW_FLOOR=allow");
    expect(await cluster.status(["node2"])).toEqual(["node2@haproxy1 ready UP", "node2@haproxy2 ready UP"]);

    const again = await fleet.must("leave", cluster.membershipPlan("node1"));
    expect(again.result).toMatchObject({ before: true });
    const allowed = await fleet.must("leave", cluster.membershipPlan("node2"), { WSO2_BELOW_FLOOR: "allow" });
    expect(allowed.stderr).toContain("BELOW THE FLOOR");
    for (const node of ["node1", "node2"]) await fleet.must("join", cluster.membershipPlan(node));
    expect(await cluster.status(three)).toEqual(allUp);
  });

  it("fails for a server that a balancer should know and does not", async () => {
    const plan = cluster.membershipPlan("node1");
    const wrong = { ...plan, members: plan.members.map((member) => ({ ...member, server: "nod1" })) };
    const join = await fleet.roll("join", wrong);
    expect(join.code).toBe(1);
    expect(join.stderr).toContain("seen:     only node1, node2, node3");
    const backend = { ...plan, members: plan.members.map((member) => ({ ...member, backend: "PRD_fke" })) };
    const leave = await fleet.roll("leave", backend);
    expect(leave.code).toBe(1);
    expect(leave.stderr).toMatch(/seen: {5}only .*PRD_fake/);
  });

  it("fails when a second balancer goes during the drain, and puts the node back on the first", async () => {
    const plan = cluster.membershipPlan("node1", {
      drain: { quietSec: 20, sessionTimeoutSec: 30, inFlightTimeoutSec: 5 },
    });
    const leaving = fleet.roll("leave", plan);
    await cluster.until(async () => (await cluster.status(["node1"]))[1] === "node1@haproxy2 drain DRAIN");
    await fleet.powerOff("haproxy2");
    const { code, stderr } = await leaving;
    expect(code).toBe(1);
    expect(stderr).toContain("put back on haproxy1, NOT put back on haproxy2");
    expect(await cluster.status(["node1"])).toEqual([
      "node1@haproxy1 ready UP",
      "node1@haproxy2 unreachable",
    ]);

    const missing = await fleet.roll("leave", cluster.membershipPlan("node1"));
    expect(missing.code).toBe(1);
    expect(missing.stderr).toMatch(/none to haproxy2 .*\n.*WSO2_ROLL_MISSING_HOST=skip/);

    // The balancer comes back with what it knew: the node still in drain.
    await fleet.powerOn("haproxy2");
    await cluster.until(async () => (await cluster.status(["node1"]))[1] === "node1@haproxy2 drain DRAIN");
    const repaired = await fleet.must("repair", cluster.statusPlan(three));
    expect(repaired.result).toMatchObject({ repaired: ["node1"] });
    expect(await cluster.status(three)).toEqual(allUp);
  });

  it("undoes a leave that is interrupted", async () => {
    const plan = cluster.membershipPlan("node3", {
      drain: { quietSec: 20, sessionTimeoutSec: 30, inFlightTimeoutSec: 5 },
    });
    let pid = 0;
    const leaving = fleet.roll("leave", plan, {}, (own) => {
      pid = own;
    });
    await cluster.until(async () => (await cluster.status(["node3"]))[1] === "node3@haproxy2 drain DRAIN");
    process.kill(pid, "SIGTERM");
    const { code, stderr } = await leaving;
    expect(code).toBe(1);
    expect(stderr).toContain("stopped by SIGTERM");
    expect(await cluster.status(three)).toEqual(allUp);
  });

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
