import { balancers, type Cluster } from "../../../../sandbox/fleet/cluster";
import { underTraffic } from "../../../../sandbox/fleet/traffic";

/**
 * What `configure-haproxy` does with nodes in service.
 *
 * @param allUp Status lines of `three` as each test begins and ends.
 */
export function configureTests(cluster: Cluster, three: readonly string[], allUp: readonly string[]): void {
  const { fleet } = cluster;

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
}
