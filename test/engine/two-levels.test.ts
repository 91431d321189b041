import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { local } from "@pulumi/command";
import type { Resource } from "@pulumi/pulumi";
import { type EngineFixture, openFixture } from "./fixture";

/**
 * The two levels of docs/architecture.md with every link a command that writes a letter into a journal. Of a
 * machine in front (a, b) and of a node (1, 2): N new instance, T terminate, J join, L leave; C configure, of a
 * machine in front, and G start, S stop, of a node; with ! when it fails.
 */

interface Cluster {
  /** Machines in front, in the order of their roll. */
  readonly front: readonly string[];
  readonly frontImage: string;
  /** What all of them are configured with. */
  readonly configuration: string;
  readonly version: string;
  readonly healTokens?: Readonly<Record<string, string>>;
}

/** `act LETTER NAME`: a leave is refused while another one of the same level is out; `broken` names what fails. */
const actScript = `
cd "$(dirname "$0")"
case $2 in [a-z]) level=front ;; *) level=nodes ;; esac
others=$(ls "$level" | grep -vcx "$2")
if [ "$1" = L ] && [ "$others" -lt "$(cat floor)" ] || [ "$1$2" = "$(cat broken)" ]; then
  echo "$1$2!" >> journal
  echo "$1$2 refused, $others others are up" >&2
  exit 1
fi
case $1 in
  J) touch "$level/$2" ;;
  L) rm -f "$level/$2" ;;
esac
echo "$1$2" >> journal
date +%s%N
`;

let engine: EngineFixture;
beforeAll(async () => {
  engine = await openFixture("levels");
  for (const level of ["front", "nodes"]) await mkdir(join(engine.dir, level));
  await writeFile(join(engine.dir, "act"), actScript);
  await set("floor", "1");
  await set("broken", "");
}, 900_000);
afterAll(() => engine.remove());

const act = (letter: string, name: string) => `sh '${join(engine.dir, "act")}' ${letter} ${name}`;
const link = { deleteBeforeReplace: true };

function createFront(cluster: Cluster, name: string, previous: Resource[]): Resource {
  const instance = new local.Command(
    `instance-${name}`,
    { create: act("N", name), update: ":", delete: act("T", name), triggers: [cluster.frontImage] },
    { ...link, dependsOn: previous },
  );
  const configured = new local.Command(
    `configuration-${name}`,
    {
      create: act("C", name),
      update: act("C", name),
      stdin: cluster.configuration,
      triggers: [instance.stdout],
    },
    { ...link, dependsOn: previous },
  );
  const token = cluster.healTokens?.[name];
  return new local.Command(
    `edge-${name}`,
    {
      create: act("J", name),
      update: ":",
      delete: act("L", name),
      triggers: [instance.stdout, ...(token ? [token] : [])],
    },
    { ...link, dependsOn: [configured] },
  );
}

function createNode(version: string, name: string, previous: Resource[], configured: Resource[]): Resource {
  const service = new local.Command(
    `service-${name}`,
    { create: act("G", name), update: ":", delete: act("S", name), triggers: [version] },
    { ...link, dependsOn: [...configured, ...previous] },
  );
  return new local.Command(
    `membership-${name}`,
    { create: act("J", name), update: ":", delete: act("L", name), triggers: [service.stdout] },
    { ...link, dependsOn: [service, ...configured] },
  );
}

const program = (cluster: Cluster) => async () => {
  const edges: Resource[] = [];
  for (const name of cluster.front) edges.push(createFront(cluster, name, edges.slice(-1)));
  let previous: Resource[] = [];
  for (const name of ["1", "2"]) previous = [createNode(cluster.version, name, previous, edges)];
  return {};
};

const first: Cluster = { front: ["a", "b"], frontImage: "1", configuration: "1", version: "1" };

test("the machines in front come up first, one after the other", async () => {
  expect(await up(first)).toBe("Na Ca Ja Nb Cb Jb G1 J1 G2 J2");
});

test("a second preview shows no change", async () => {
  expect((await engine.preview(program(first))).steps).toEqual([]);
});

const image2 = { ...first, frontImage: "2" };
test("an image of the machines in front replaces one after the other, and no node moves", async () => {
  expect(await up(image2)).toBe("La Ta Na Ca Ja Lb Tb Nb Cb Jb");
});

const configuration2 = { ...image2, configuration: "2" };
test("a configuration is loaded by each, and none leaves", async () => {
  expect(await up(configuration2)).toBe("Ca Cb");
});

const both = { ...configuration2, frontImage: "3", version: "2" };
test("an image in front with a version of the nodes: no node moves while one in front is away", async () => {
  expect(await up(both)).toBe("La Ta Na Ca Ja Lb Tb Nb Cb Jb L1 S1 G1 J1 L2 S2 G2 J2");
});

const image4 = { ...both, frontImage: "4", version: "3" };
test("fails to join in front: the other one and all nodes are untouched; the next run goes on", async () => {
  await set("broken", "Ja");
  expect(await upFails(image4, "Ja refused")).toBe("La Ta Na Ca Ja!");
  await set("broken", "");
  expect(await up(image4)).toBe("Ja Lb Tb Nb Cb Jb L1 S1 G1 J1 L2 S2 G2 J2");
});

test("fails to join the second, and the old image is set back: the one that is out goes first and leaves again", async () => {
  await set("broken", "Jb");
  expect(await upFails({ ...image4, frontImage: "5" }, "Jb refused")).toBe("La Ta Na Ca Ja Lb Tb Nb Cb Jb!");
  await set("broken", "");
  expect(await upFails(image4, "La refused, 0 others are up")).toBe("La!");
  expect(await up({ ...image4, front: ["b", "a"] })).toBe("Lb Tb Nb Cb Jb La Ta Na Ca Ja");
  expect(await up(image4)).toBe("");
});

test("a new token brings one back that was left out, and moves nothing else", async () => {
  expect(await up({ ...image4, healTokens: { b: "since noon" } })).toBe("Lb Jb");
});

test("destroy goes in reverse and is refused at the floor, unless that is lowered", async () => {
  expect((await engine.destroy()).error).toContain("L1 refused, 0 others are up");
  expect(await takeJournal()).toBe("L2 S2 L1!");
  await set("floor", "0");
  expect((await engine.destroy()).error).toBeUndefined();
  expect(await takeJournal()).toBe("L1 S1 Lb Tb La Ta");
});

async function up(cluster: Cluster): Promise<string> {
  const { error } = await engine.up(program(cluster));
  expect(error).toBeUndefined();
  return takeJournal();
}

async function upFails(cluster: Cluster, message: string): Promise<string> {
  expect((await engine.up(program(cluster))).error).toContain(message);
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
