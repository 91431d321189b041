import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { packageRoot } from "../../sandbox/paths";

/** From the bottom to the top: a room imports from those before it, and from itself. */
const rooms = [
  "validation",
  "remote",
  "rolling",
  "report",
  "certificates",
  "network",
  "backup",
  "machines",
  "database",
  "load-balancers",
  "haproxy",
  "failover-pair",
  "content-sync",
  "nodes",
  "wso2-elb",
  "apache",
  "hosts",
  "program",
  "cli",
  "provider",
  "index.ts",
];

const folder = join(packageRoot, "components");
const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => path.endsWith(".ts"));

/** What a file imports from this library: also by `require`, and types. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(folder, file), "utf8");
  const names = text.matchAll(/(?:\bfrom|\bimport\(|\brequire\(|^import)\s*"(\.[^"]+)"/gm);
  return [...new Set(Array.from(names, (match) => resolve(file, match[1] ?? "")))];
}

function resolve(file: string, name: string): string {
  const base = posix.join(posix.dirname(file), name);
  const found = [`${base}.ts`, `${base}/index.ts`].find((path) => files.includes(path));
  if (!found) throw new Error(`${file} imports ${name}, which is no file of components/`);
  return found;
}

const graph = new Map(files.map((file) => [file, importsOf(file)] as const));
const rank = (file: string) => rooms.indexOf(file.split("/")[0] ?? "");

/** The files that reach themselves by their imports, and by which way. */
function circles(): string[] {
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (file: string, way: readonly string[]): void => {
    if (way.includes(file)) found.push([...way.slice(way.indexOf(file)), file].join(" -> "));
    if (way.includes(file) || done.has(file)) return;
    for (const next of graph.get(file) ?? []) visit(next, [...way, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
  return found;
}

describe("rooms", () => {
  it("each have a place in the order", () => {
    expect(new Set(files.map((file) => file.split("/")[0]))).toEqual(new Set(rooms));
  });

  it("import downwards only", () => {
    const upwards = [...graph].flatMap(([file, imports]) =>
      imports.filter((each) => rank(each) > rank(file)).map((each) => `${file} -> ${each}`),
    );
    expect(upwards).toEqual([]);
  });

  it("have no circle of files", () => {
    expect(circles()).toEqual([]);
  });
});
