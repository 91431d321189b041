import { isThorough } from "../support/thorough";
import type { FaultMode } from "./world/faults";
import { changedNodes, expectConverged, expectSafe } from "./world/invariants";
import { nodeNames, type Wanted } from "./world/rolling-stack";
import { type SavedFixture, WorldFixture } from "./world/world-fixture";

/**
 * A roll of three nodes, one after the other, to another image and version, that fails at each of its steps in
 * turn. Then the same again goes on, and the old values go back: each from the same failed state.
 */
const before: Wanted = { nodes: nodeNames(3), image: "ami-1", version: "1" };
const after: Wanted = { ...before, image: "ami-2", version: "2" };

let fixture: WorldFixture;
let deployed: SavedFixture;
beforeAll(async () => {
  fixture = await WorldFixture.open("roll-faults");
  expect((await fixture.up(before)).error).toBeUndefined();
  fixture.world.floor = 2;
  deployed = await fixture.save();
}, 900_000);
afterAll(() => fixture.close());

/** Each step of the engine once, half-way where it has a middle; all manners of failing take turns. */
const steps: [at: string, mode: FaultMode][] = [
  ["stage-ahead", "fail"],
  ["leave node1: drain haproxy2", "fail"],
  ["stop node1", "kill-after"],
  ["terminate node1", "fail"],
  ["launch node1", "fail"],
  ["start node1", "fail"],
  ["join node1: admit haproxy2", "fail"],
  ["leave node2: take out haproxy1", "kill-after"],
  ["stop node2", "fail"],
  ["terminate node2", "kill"],
  ["launch node2", "lose"],
  ["start node2", "kill-after"],
  ["join node2: write record haproxy1", "kill"],
  ["leave node3: take out haproxy2", "cut"],
  ["stop node3", "lose"],
  ["terminate node3", "kill"],
  ["launch node3", "kill-after"],
  ["start node3", "lose"],
  ["join node3: save haproxy2", "kill-after"],
];

/** Of every fourth, one has each manner of failing but `kill-after`, which random stories have. */
const chosen = steps.filter((_, index) => isThorough || index % 4 === 1);

test.each(chosen)(
  "fails at %s (%s): the same again converges, and so do the old values",
  async (at, mode) => {
    await fixture.restore(deployed);
    const failed = await fixture.up(after, [{ at, mode }]);
    expect(fixture.world.faults.happened).toEqual([`${mode} at "${at}"`]);
    expect(failed.error).toBeDefined();
    expectSafe(fixture.world);
    const changed = changedNodes(fixture.world);
    const stopped = await fixture.save();

    expect((await fixture.up(after)).error).toBeUndefined();
    expectConverged(fixture.world, after);

    await fixture.restore(stopped);
    expect((await fixture.up(before)).error).toBeUndefined();
    expectConverged(fixture.world, before);
    expect(changed).toEqual(expect.arrayContaining(changedNodes(fixture.world)));
  },
);
