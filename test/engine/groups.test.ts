import { type Platform, platformStack, type Wanted } from "./world/rolling-stack";
import { type SavedFixture, WorldFixture } from "./world/world-fixture";

/**
 * Two groups of one stack, as Identity Servers and API Managers are: in a declared order, each with a memory of its
 * own. Letters as in roll-order.test.ts, with the node's name behind each.
 */
const group = (prefix: string, count = 2): Wanted => ({
  nodes: Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`),
  ...{ image: "ami-1", version: "1" },
});
const before = { is: group("is"), am: group("am") } satisfies Platform;
const both = { is: { ...before.is, version: "2" }, am: { ...before.am, version: "2" } };
const onlyAm = { ...before, am: both.am };

const rolled = (...nodes: string[]) =>
  nodes.map((node) => ["L", "S", "G", "J"].map((letter) => `${letter}${node}`).join(" ")).join(" ");

let fixture: WorldFixture;
let empty: SavedFixture;
let deployed: SavedFixture;
let first = "";
beforeAll(async () => {
  fixture = await WorldFixture.open("groups", ["is-", "am-"]);
  expect((await fixture.engine.up(async () => ({}))).error).toBeUndefined();
  empty = await fixture.save();
  first = await up(before);
  fixture.world.floor = 1;
  deployed = await fixture.save();
}, 900_000);
afterAll(() => fixture.close());
beforeEach(async () => {
  fixture.world.floor = 1;
  await fixture.restore(deployed);
});
afterEach(() => expect(fixture.world.violations).toEqual([]));

test("come up in their order, and a second preview shows no change", async () => {
  expect(first).toBe("Nis1 Gis1 Jis1 Nis2 Gis2 Jis2 Nam1 Gam1 Jam1 Nam2 Gam2 Jam2");
  expect((await fixture.engine.preview(platformStack(before))).steps).toEqual([]);
});

test("a change of one rolls that one alone, whichever it is", async () => {
  expect(await up(onlyAm)).toBe(rolled("am1", "am2"));
  await fixture.restore(deployed);
  expect(await up({ ...before, is: both.is })).toBe(rolled("is1", "is2"));
});

test("a change of both rolls them in their order", async () => {
  expect(await up(both)).toBe(rolled("is1", "is2", "am1", "am2"));
});

test.each([
  ["stage-ahead", ""],
  ["join is2: admit is-haproxy2", `${rolled("is1")} Lis2 Sis2 Gis2 Jis2!`],
])(
  "fails at %s: what comes after it stays as it is, its removed node too; the same again goes on",
  async (at, journal) => {
    const fewer = { ...both, am: { ...both.am, nodes: ["am1"] } };
    const failed = await fixture.upAll(fewer, [{ at, mode: "fail" }]);
    expect(failed.error).toContain("broken by the test");
    expect(failed.journal).toBe(journal);
    expect(await up(both)).not.toMatch(/am.*is/);
    expectAll(both);
  },
);

test("goes back where it stands: the old values roll what had changed, and nothing behind it", async () => {
  await fixture.upAll(both, [{ at: "start is2", mode: "fail" }]);
  expect(await up(before)).toBe("Lis2 Gis2 Jis2 Lis1 Sis1 Gis1 Jis1");
  expectAll(before);
});

test("a node that was left out goes first in its own group", async () => {
  await fixture.upAll(both, [{ at: "start am2", mode: "fail" }]);
  const next = { is: both.is, am: { ...both.am, version: "3" } };
  expect(await up(next)).toBe("Lam2 Gam2 Jam2 Lam1 Sam1 Gam1 Jam1");
  expectAll(next);
});

test("one that is added in front comes up before anything of the other changes", async () => {
  fixture.world.floor = 0;
  await fixture.restore(empty);
  await up({ am: before.am });
  expect(await up(onlyAm)).toBe(`Nis1 Gis1 Jis1 Nis2 Gis2 Jis2 ${rolled("am1", "am2")}`);
});

test("all end in the opposite order", async () => {
  fixture.world.floor = 0;
  fixture.world.begin();
  expect((await fixture.engine.destroy()).error).toBeUndefined();
  expect(fixture.world.journal.join(" ")).toBe("Lam2 Sam2 Tam2 Lam1 Sam1 Tam1 Lis2 Sis2 Tis2 Lis1 Sis1 Tis1");
});

/** Every node of every group is what is wanted, and serves. */
function expectAll(platform: Platform): void {
  const { world } = fixture;
  for (const [name, { nodes, version }] of Object.entries(platform)) {
    for (const node of nodes) expect([node, world.machine(node).running?.version]).toEqual([node, version]);
    const own = world.balancers.filter((balancer) => balancer.name.startsWith(`${name}-`));
    expect(own.map((balancer) => world.serving(balancer).sort())).toEqual([nodes, nodes]);
  }
}

async function up(platform: Platform): Promise<string> {
  const { error, journal } = await fixture.upAll(platform);
  expect(error).toBeUndefined();
  return journal;
}
