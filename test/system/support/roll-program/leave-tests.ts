import type { Cluster } from "../../../../sandbox/fleet/cluster";

/**
 * Leaves that are refused, or undone half-way.
 *
 * @param allUp Status lines of `three` as each test begins and ends.
 */
export function leaveTests(cluster: Cluster, three: readonly string[], allUp: readonly string[]): void {
  const { fleet } = cluster;

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
}
