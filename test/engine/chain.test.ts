import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { local } from "@pulumi/command";
import type { Resource } from "@pulumi/pulumi";
import { type EngineFixture, type Outcome, openFixture } from "./fixture";

/**
 * The rolling chain of docs/architecture.md with every link a command that writes a letter into a journal:
 * N new instance, T terminate, G start, S stop, J join, L leave; with ! when it fails.
 */

interface Cluster {
  /** Nodes by key, in the order of a roll, batch by batch. */
  readonly batches: string[][];
  readonly ami: string;
  readonly version: string;
}

/** `act LETTER NODE`: a leave is refused when fewer others are up than the floor; `broken` names what fails. */
const actScript = `
cd "$(dirname "$0")"
others=$(ls up | grep -vcx "$2")
if [ "$1" = L ] && [ "$others" -lt "$(cat floor)" ] || [ "$1$2" = "$(cat broken)" ]; then
  echo "$1$2!" >> journal
  echo "$1$2 refused, $others others are up" >&2
  exit 1
fi
case $1 in
  J) touch "up/$2" ;;
  L) rm -f "up/$2" ;;
esac
echo "$1$2" >> journal
date +%s%N
`;

let engine: EngineFixture;
beforeAll(async () => {
  engine = await openFixture("chain");
  await mkdir(join(engine.dir, "up"));
  await writeFile(join(engine.dir, "act"), actScript);
  await set("floor", "2");
  await set("broken", "");
}, 900_000);
afterAll(() => engine.remove());

const first: Cluster = { batches: [["1"], ["2"], ["3"]], ami: "ami-1", version: "1" };

const program = (cluster: Cluster) => async () => {
  let previous: Resource[] = [];
  for (const batch of cluster.batches) {
    previous = batch.map((node) => createNode(cluster, node, previous));
  }
  return {};
};

function createNode({ ami, version }: Cluster, node: string, previous: Resource[]): Resource {
  const act = (letter: string) => `sh '${join(engine.dir, "act")}' ${letter} ${node}`;
  const options = { deleteBeforeReplace: true };
  const address = new local.Command(`address${node}`, { create: "echo 10.0.0.1" });
  const instance = new local.Command(
    `instance${node}`,
    { create: act("N"), update: ":", delete: act("T"), triggers: [ami, address.stdout] },
    { ...options, dependsOn: previous },
  );
  const service = new local.Command(
    `service${node}`,
    { create: act("G"), update: ":", delete: act("S"), triggers: [instance.stdout, version] },
    { ...options, dependsOn: previous },
  );
  return new local.Command(
    `membership${node}`,
    { create: act("J"), update: ":", delete: act("L"), triggers: [service.stdout] },
    { ...options, dependsOn: [service] },
  );
}

test("the first deployment starts node after node", async () => {
  expect(await up(first)).toBe("N1 G1 J1 N2 G2 J2 N3 G3 J3");
});

test("a second preview shows no change", async () => {
  expect((await engine.preview(program(first))).steps).toEqual([]);
});

test("another batch size runs nothing", async () => {
  expect(await up({ ...first, batches: [["1", "2"], ["3"]] })).toBe("");
});

const version2 = { ...first, version: "2" };
test("a version rolls node by node: leave, stop, start, join", async () => {
  expect(await up(version2)).toBe("L1 S1 G1 J1 L2 S2 G2 J2 L3 S3 G3 J3");
});

const ami2 = { ...version2, ami: "ami-2" };
test("an AMI rolls node by node, with a new instance", async () => {
  expect(await up(ami2)).toBe("L1 S1 T1 N1 G1 J1 L2 S2 T2 N2 G2 J2 L3 S3 T3 N3 G3 J3");
});

const planned = { ...first, ami: "ami-3", version: "3" };
test("an AMI with a version rolls by a plan that a preview saved", async () => {
  const plan = join(engine.dir, "plan.json");
  const preview = await engine.preview(program(planned), { plan });
  expect(preview.steps.slice(0, 6)).toEqual([
    "delete-replaced membership1",
    "delete-replaced service1",
    "delete-replaced instance1",
    "replace instance1",
    "create-replacement instance1",
    "replace service1",
  ]);
  const outcome = await engine.up(program(planned), { plan });
  expect(outcome.error).toBeUndefined();
  expect(await takeJournal()).toBe("L1 S1 T1 N1 G1 J1 L2 S2 T2 N2 G2 J2 L3 S3 T3 N3 G3 J3");
});

const five = { ...planned, batches: [["1"], ["2"], ["3"], ["4"], ["5"]] };
test("more nodes: only the new ones start", async () => {
  expect(await up(five)).toBe("N4 G4 J4 N5 G5 J5");
});

const threeAgain = { ...planned, ami: "ami-4" };
test("fewer nodes with a new AMI: those that stay roll first", async () => {
  expect(await up(threeAgain)).toBe(
    "L1 S1 T1 N1 G1 J1 L2 S2 T2 N2 G2 J2 L3 S3 T3 N3 G3 J3 L5 S5 T5 L4 S4 T4",
  );
});

test("one node for another: the new one joins before the old one leaves", async () => {
  expect(await up({ ...threeAgain, batches: [["1"], ["4"], ["3"]] })).toBe("N4 G4 J4 L2 S2 T2");
  expect(await up({ ...threeAgain, batches: [["1"], ["2"], ["3"]] })).toBe("N2 G2 J2 L4 S4 T4");
});

const version5 = { ...threeAgain, version: "5" };
test("fails to start node 2: node 3 is not touched; the next run leaves again and goes on", async () => {
  await set("broken", "G2");
  expect(await upFails(version5, "G2 refused")).toBe("L1 S1 G1 J1 L2 S2 G2!");
  await set("broken", "");
  expect(await up(version5)).toBe("L2 G2 J2 L3 S3 G3 J3");
});

test("fails to start node 2, old version set back: refused at node 1, possible with node 2 first", async () => {
  const version6 = { ...version5, version: "6" };
  await set("broken", "G2");
  expect(await upFails(version6, "G2 refused")).toBe("L1 S1 G1 J1 L2 S2 G2!");
  await set("broken", "");
  expect(await upFails(version5, "L1 refused, 1 others are up")).toBe("L1!");
  expect(await up({ ...version5, batches: [["2"], ["1"], ["3"]] })).toBe("L2 G2 J2 L1 S1 G1 J1");
  expect(await up(version5)).toBe("");
});

test("destroy goes in reverse and is refused at the floor, unless that is lowered", async () => {
  const refused = await engine.destroy();
  expect(refused.error).toContain("L2 refused, 1 others are up");
  expect(await takeJournal()).toBe("L3 S3 T3 L2!");
  await set("floor", "0");
  expect((await engine.destroy()).error).toBeUndefined();
  expect(await takeJournal()).toBe("L2 S2 T2 L1 S1 T1");
});

async function up(cluster: Cluster): Promise<string> {
  const outcome: Outcome = await engine.up(program(cluster));
  expect(outcome.error).toBeUndefined();
  return takeJournal();
}

async function upFails(cluster: Cluster, message: string): Promise<string> {
  const outcome: Outcome = await engine.up(program(cluster));
  expect(outcome.error).toContain(message);
  return takeJournal();
}

async function takeJournal(): Promise<string> {
  const text = await readFile(join(engine.dir, "journal"), "utf8").catch(() => "");
  await set("journal", "");
  return text.trim().replaceAll("\n", " ");
}

function set(file: string, text: string): Promise<void> {
  return writeFile(join(engine.dir, file), text);
}
