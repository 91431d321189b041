import { nodeNames, rollingStack, type Wanted } from "./world/rolling-stack";
import { type SavedFixture, WorldFixture } from "./world/world-fixture";

/** All nodes of a group go only when somebody asked for it; letters as in roll-order.test.ts. */
const wanted: Wanted = { nodes: nodeNames(3), image: "ami-1", version: "1" };
const nothing = async () => ({});

let fixture: WorldFixture;
let deployed: SavedFixture;
beforeAll(async () => {
  fixture = await WorldFixture.open("group-end");
  expect((await fixture.up(wanted)).error).toBeUndefined();
  fixture.world.floor = 2;
  deployed = await fixture.save();
}, 900_000);
afterAll(() => fixture.close());
beforeEach(async () => {
  fixture.world.env = {};
  await fixture.restore(deployed);
  fixture.world.begin();
});

test.each([false, true])(
  "fails for a program without the group, before a node leaves (continue on error: %s)",
  async (continueOnError) => {
    const { error } = await fixture.engine.up(nothing, { continueOnError });
    expect(error).toContain("this deployment would delete every node: node1, node2, node3");
    expect(error).toContain("`pulumi destroy`, or `WSO2_BELOW_FLOOR=allow pulumi up`");
    expect(fixture.world.journal).toEqual([]);
    expect((await fixture.engine.preview(rollingStack(wanted))).steps).toEqual([]);
  },
);

test("a program without the group ends it where going below every floor is allowed", async () => {
  fixture.world.floor = 0;
  fixture.world.env = { WSO2_BELOW_FLOOR: "allow" };
  expect((await fixture.engine.up(nothing)).error).toBeUndefined();
  expect(fixture.world.journal.join(" ")).toBe("L3 S3 T3 L2 S2 T2 L1 S1 T1");
});

test("destroy has asked for it", async () => {
  fixture.world.floor = 0;
  const { error, lines } = await fixture.engine.destroy();
  expect(error).toBeUndefined();
  expect(fixture.world.journal.join(" ")).toBe("L3 S3 T3 L2 S2 T2 L1 S1 T1");
  expect(lines.join("\n")).toContain("BELOW THE FLOOR, allowed by pulumi destroy");
});

test("destroy of a part has not", async () => {
  const stack = "urn:pulumi:test::wso2::wso2:index:RollingGroup$command:local:Command::wso2-node";
  await expect(
    fixture.engine.stack.destroy({ target: [`${stack}1-membership`], targetDependents: true }),
  ).rejects.toThrow("would delete every node");
  expect(fixture.world.journal).toEqual([]);
});
