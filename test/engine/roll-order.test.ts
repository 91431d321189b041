import { join } from "node:path";
import { nodeNames, rollingStack, type Wanted } from "./world/rolling-stack";
import { WorldFixture } from "./world/world-fixture";

/**
 * The order of docs/architecture.md, of the real component and the real roll program:
 * N new instance, T terminate, G start, S stop, J join, L leave; with ! when it fails.
 */
let fixture: WorldFixture;
beforeAll(async () => {
  fixture = await WorldFixture.open("roll-order");
}, 900_000);
afterAll(() => fixture.close());
afterEach(() => expect(fixture.world.violations).toEqual([]));

const first: Wanted = { nodes: nodeNames(3), image: "ami-1", version: "1" };

test("the first deployment starts node after node", async () => {
  expect(await up(first)).toBe("N1 G1 J1 N2 G2 J2 N3 G3 J3");
  fixture.world.floor = 2;
});

test("a second preview shows no change", async () => {
  expect((await fixture.engine.preview(rollingStack(first))).steps).toEqual([]);
});

test("another batch size changes no node", async () => {
  expect(await up({ ...first, batches: ["2"], minHealthy: "1" })).toBe("");
  expect(await up(first)).toBe("");
});

test("another time limit changes no node", async () => {
  expect(await up({ ...first, limits: { startTimeoutSec: 30 } })).toBe("");
  expect(await up(first)).toBe("");
});

const version2 = { ...first, version: "2" };
test("a version rolls node by node: leave, stop, start, join; all have it before the first leaves", async () => {
  expect(await up(version2)).toBe("L1 S1 G1 J1 L2 S2 G2 J2 L3 S3 G3 J3");
  expect(fixture.world.points[0]).toBe("stage-ahead");
});

const configured = { ...version2, configuration: "a = 1" };
test("a configuration rolls as a version does", async () => {
  expect(await up(configured)).toBe("L1 S1 G1 J1 L2 S2 G2 J2 L3 S3 G3 J3");
});

const ami2 = { ...configured, image: "ami-2" };
test("an AMI rolls node by node, with a new instance", async () => {
  expect(await up(ami2)).toBe("L1 S1 T1 N1 G1 J1 L2 S2 T2 N2 G2 J2 L3 S3 T3 N3 G3 J3");
});

const planned = { ...first, image: "ami-3", version: "3" };
test("an AMI with a version rolls by a plan that a preview saved", async () => {
  const plan = join(fixture.engine.dir, "plan.json");
  const preview = await fixture.engine.preview(rollingStack(planned), { plan });
  const nodes = preview.steps.filter((step) => step.includes("node"));
  expect(nodes.slice(0, 6)).toEqual([
    "delete-replaced wso2-node1-membership",
    "delete-replaced wso2-node1-service",
    "delete-replaced wso2-node1-instance",
    "replace wso2-node1-instance",
    "create-replacement wso2-node1-instance",
    "replace wso2-node1-service",
  ]);
  const outcome = await fixture.up(planned, [], { plan });
  expect(outcome.error).toBeUndefined();
  expect(outcome.journal).toBe("L1 S1 T1 N1 G1 J1 L2 S2 T2 N2 G2 J2 L3 S3 T3 N3 G3 J3");
});

test("more nodes: only the new ones start", async () => {
  expect(await up({ ...planned, nodes: nodeNames(5) })).toBe("N4 G4 J4 N5 G5 J5");
});

const threeAgain = { ...planned, image: "ami-4" };
test("fewer nodes with a new AMI: those that stay roll first", async () => {
  expect(await up(threeAgain)).toBe(
    "L1 S1 T1 N1 G1 J1 L2 S2 T2 N2 G2 J2 L3 S3 T3 N3 G3 J3 L5 S5 T5 L4 S4 T4",
  );
});

test("one node for another: the new one joins before the old one leaves", async () => {
  expect(await up({ ...threeAgain, nodes: ["node1", "node4", "node3"] })).toBe("N4 G4 J4 L2 S2 T2");
  expect(await up(threeAgain)).toBe("N2 G2 J2 L4 S4 T4");
});

const version5 = { ...threeAgain, version: "5" };
test("fails to start node 2: node 3 is not touched; the next run leaves again and goes on", async () => {
  expect(await upFails(version5, "start node2", "seen:     start node2")).toBe("L1 S1 G1 J1 L2 S2 G2!");
  expect(await up(version5)).toBe("L2 G2 J2 L3 S3 G3 J3");
});

test("fails to start node 2, old version set back: node 2 goes first, node 3 is never touched", async () => {
  const version6 = { ...version5, version: "6" };
  expect(await upFails(version6, "start node2", "seen:     start node2")).toBe("L1 S1 G1 J1 L2 S2 G2!");
  expect(await up(version5)).toBe("L2 G2 J2 L1 S1 G1 J1");
  expect(await up(version5)).toBe("");
});

test("strategy replace: a version comes with a new instance", async () => {
  expect(await up({ ...version5, version: "7", strategy: "replace" })).toBe(
    "L1 S1 T1 N1 G1 J1 L2 S2 T2 N2 G2 J2 L3 S3 T3 N3 G3 J3",
  );
});

test("destroy goes in reverse, below every floor", async () => {
  fixture.world.begin();
  fixture.world.floor = 0;
  expect((await fixture.engine.destroy()).error).toBeUndefined();
  expect(fixture.world.journal.join(" ")).toBe("L3 S3 T3 L2 S2 T2 L1 S1 T1");
});

async function up(wanted: Wanted): Promise<string> {
  const outcome = await fixture.up(wanted);
  expect(outcome.error).toBeUndefined();
  return outcome.journal;
}

async function upFails(wanted: Wanted, at: string, message: string): Promise<string> {
  const outcome = await fixture.up(wanted, [{ at, mode: "fail" }]);
  expect(outcome.error).toContain(message);
  return outcome.journal;
}
