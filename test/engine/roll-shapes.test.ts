import { expectConverged, healthyAndOut } from "./world/invariants";
import { nodeNames, type Wanted } from "./world/rolling-stack";
import { type SavedFixture, WorldFixture } from "./world/world-fixture";

/** Batches, strategies, gates and bake times on the real engine; floors are watched at every instant. */
let fixture: WorldFixture;
let empty: SavedFixture;
beforeAll(async () => {
  fixture = await WorldFixture.open("roll-shapes");
  expect((await fixture.engine.up(async () => ({}))).error).toBeUndefined();
  empty = await fixture.save();
}, 900_000);
afterAll(() => fixture.close());
afterEach(() => expect(fixture.world.violations).toEqual([]));

const pairs: Wanted = { nodes: nodeNames(5), image: "ami-1", version: "1", batches: ["2"] };

describe("batches of two of five", () => {
  let deployed: SavedFixture;
  const next = { ...pairs, version: "2" };
  beforeAll(async () => {
    await deploy(pairs, 3);
    deployed = await fixture.save();
  });
  beforeEach(() => fixture.restore(deployed));

  test("go side by side, and the batches in turn", async () => {
    const steps = (await up(next)).split(" ");
    const order = [steps.slice(0, 8), steps.slice(8, 16), steps.slice(16)];
    expect(order.map((batch) => [...new Set(batch.map((step) => step.slice(1)))].sort())).toEqual([
      ["1", "2"],
      ["3", "4"],
      ["5"],
    ]);
  });

  test("fails to start one: the other one of the batch may stay out, and the next run brings it in", async () => {
    const { error, journal } = await fixture.up(next, [{ at: "start node2", mode: "fail" }]);
    expect(error).toContain("start node2: broken by the test");
    expect(journal.split(" ").filter((step) => !/[12]/.test(step))).toEqual([]);
    expect(healthyAndOut(fixture.world).filter((node) => node !== "node1")).toEqual([]);
    await convergesAndGoesBack(next, pairs);
  });

  test("become batches of one together with a version: the new size counts at once", async () => {
    const steps = (await up({ ...next, batches: ["1"] })).split(" ");
    expect(steps.map((step) => step.slice(1)).join("")).toBe("11112222333344445555");
  });
});

describe("blue-green", () => {
  const blue: Wanted = { nodes: nodeNames(2), image: "ami-1", version: "1", strategy: "blue-green" };
  const green: Wanted = { ...blue, nodes: ["node6", "node7"], version: "2" };
  let deployed: SavedFixture;
  beforeAll(async () => {
    await deploy(blue, 2);
    deployed = await fixture.save();
  });
  beforeEach(() => fixture.restore(deployed));

  test("all new nodes are ready before one joins, all have joined before an old one leaves", async () => {
    const letters = (await up(green)).replaceAll(/\d| /g, "");
    expect(letters).toMatch(/^[NG]{4}JJ[LST]{6}$/);
    expectConverged(fixture.world, green);
  });

  test.each(["launch node7", "start node6", "join node7: admit haproxy2"])(
    "fails at %s: nothing old is touched; the same again converges, and so do the old values",
    async (at) => {
      const { error, journal } = await fixture.up(green, [{ at, mode: "fail" }]);
      expect(error).toContain("broken by the test");
      expect(journal).not.toMatch(/[12]/);
      expect(serving()).toEqual(expect.arrayContaining(["node1", "node2"]));
      await convergesAndGoesBack(green, blue);
    },
  );

  test("fails when an old node leaves: the new set serves, and the same again removes the old one", async () => {
    const { error } = await fixture.up(green, [{ at: "leave node1: drain haproxy2", mode: "fail" }]);
    expect(error).toContain("broken by the test");
    expect(serving()).toEqual(expect.arrayContaining(["node6", "node7"]));
    await convergesAndGoesBack(green, blue);
  });
});

test("a gate holds after its batch until this very roll is approved; a bake time comes before it", async () => {
  const gated: Wanted = {
    nodes: nodeNames(3),
    image: "ami-1",
    version: "1",
    pauseAfterBatch: 1,
    limits: { bakeSec: 1 },
  };
  await deploy(gated, 2);
  const next = { ...gated, version: "2" };
  const { error = "", journal } = await fixture.up(next);
  expect(journal).toBe("L1 S1 G1 J1 B1 A1!");
  const roll = /approval of roll (\w+)/.exec(error)?.[1];
  expect(await up({ ...next, approvedRoll: roll })).toBe("A1 L2 S2 G2 J2 B2 L3 S3 G3 J3 B3");
  const other = await fixture.up({ ...next, version: "3", approvedRoll: roll });
  expect(other.error).toContain(`approval of ${roll}, another roll`);
  expect(await up({ ...next, approvedRoll: roll })).toMatch(/^L1 S1 G1 J1 B1 A1\b/);
  expectConverged(fixture.world, next);
});

describe("a preview of a change that rolls nothing", () => {
  const before: Wanted = { nodes: nodeNames(2), image: "ami-1", version: "1", limits: { bakeSec: 1 } };
  const longer: Wanted = { ...before, limits: { bakeSec: 1, startTimeoutSec: 9, quietSec: 1 } };
  const updates = ["service", "membership"].flatMap((each) =>
    nodeNames(2).map((node) => `update wso2-${node}-${each}`),
  );
  let deployed: SavedFixture;
  beforeAll(async () => {
    await deploy(before, 1);
    deployed = await fixture.save();
  }, 120_000);
  beforeEach(() => fixture.restore(deployed));

  test("shows no node leaving, and the update does what was shown", async () => {
    expect((await fixture.preview(longer)).steps.sort()).toEqual(updates.sort());
    const { error, steps, journal } = await fixture.up(longer);
    expect(error).toBeUndefined();
    expect(journal).toBe("");
    expect(steps.sort()).toEqual(updates.sort());
    expect((await fixture.preview(longer)).steps).toEqual([]);
  });

  test("shows the nodes leaving where a version changes with it, or a service is replaced by hand", async () => {
    const rolled = (await fixture.preview({ ...longer, version: "2" })).steps;
    const service =
      "urn:pulumi:test::wso2::wso2:index:RollingGroup$command:local:Command::wso2-node1-service";
    const { steps } = await fixture.preview(longer, { replace: [service] });
    for (const shown of [rolled, steps]) {
      expect(shown).toEqual(
        expect.arrayContaining(["replace wso2-node1-service", "replace wso2-node1-membership"]),
      );
    }
    expect(steps).toContain("update wso2-node2-membership");
  });

  test("shows a node coming back that a failed roll has left out", async () => {
    await fixture.up({ ...before, version: "2" }, [{ at: "join node1: admit haproxy2", mode: "fail" }]);
    const { steps } = await fixture.preview(longer);
    expect(steps).toEqual(expect.arrayContaining(["create-replacement wso2-node1-membership"]));
    expect(steps.filter((step) => /(leave|replace|delete).*node2/.test(step))).toEqual([]);
  });
});

/** From nothing; from then on so many nodes must serve at every instant. */
async function deploy(wanted: Wanted, floor: number): Promise<void> {
  fixture.world.floor = 0;
  await fixture.restore(empty);
  await up(wanted);
  fixture.world.floor = floor;
}

async function up(wanted: Wanted): Promise<string> {
  const outcome = await fixture.up(wanted);
  expect(outcome.error).toBeUndefined();
  return outcome.journal;
}

async function convergesAndGoesBack(after: Wanted, before: Wanted): Promise<void> {
  const stopped = await fixture.save();
  await up(after);
  expectConverged(fixture.world, after);
  await fixture.restore(stopped);
  await up(before);
  expectConverged(fixture.world, before);
}

/** On every balancer. */
function serving(): string[] {
  const { balancers, machines } = fixture.world;
  const nodes = [...machines.keys()].sort();
  return nodes.filter((node) =>
    balancers.every((balancer) => fixture.world.serving(balancer).includes(node)),
  );
}
