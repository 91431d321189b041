import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { createProgram } from "../components/cli/program";
import { packageRoot } from "../sandbox/paths";
import { documentedKeys } from "../stacks/documented-keys";

const read = (path: string) => readFileSync(join(packageRoot, path), "utf8");

function filesBelow(folder: string, ending: string): string[] {
  return readdirSync(join(packageRoot, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(ending))
    .map((path) => join(folder, path));
}

const pages = ["README.md", "CONTRIBUTING.md", ...filesBelow("docs", ".md")];
const sources = ["components", "stacks", "sandbox"].flatMap((folder) => filesBelow(folder, ".ts"));

/** As GitHub makes a heading's anchor. */
function anchorsOf(text: string): Set<string> {
  const headings = Array.from(text.matchAll(/^#+ (.*)$/gm), ([, heading = ""]) => heading);
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s-]/gu, "")
        .trim()
        .replaceAll(" ", "-"),
    ),
  );
}

const keys = new Set(documentedKeys.flatMap(({ schema }) => Object.keys(schema.shape)));

describe("the docs", () => {
  it.each(pages)("link to what is there, in %s", (page) => {
    const broken = Array.from(read(page).matchAll(/\]\(([^)#\s]*)(?:#([^)\s]*))?\)/g)).flatMap(
      ([, path = "", anchor]) => {
        if (/^[a-z]+:/.test(path)) return [];
        const target = path === "" ? page : normalize(join(dirname(page), path));
        if (!statSync(join(packageRoot, target), { throwIfNoEntry: false })) return [target];
        const known = anchor === undefined || anchorsOf(read(target)).has(anchor);
        return known ? [] : [`${target}#${anchor}`];
      },
    );
    expect(broken).toEqual([]);
  });

  it("have each switch that the code reads, and no other", () => {
    const variables = (text: string) => text.match(/\bWSO2_[A-Z_]*[A-Z]\b/g) ?? [];
    const inCode = new Set(sources.flatMap((path) => variables(read(path))));
    expect([...new Set(variables(read("docs/switches.md")))].sort()).toEqual([...inCode].sort());
  });

  it("have a page for each step at which a roll can stop", () => {
    const runbook = read("docs/runbook/README.md");
    const steps = sources
      .filter((path) => path.startsWith("components"))
      .flatMap((path) =>
        Array.from(read(path).matchAll(/\bstep: ["`]([^"`$]+)/g), ([, step = ""]) => step.trim()),
      );
    const missing = [...new Set(steps)].filter((step) => !runbook.includes(step));
    expect(missing).toEqual([]);
  });

  it("name only configuration keys that a system has", () => {
    const unknown = pages.flatMap((page) =>
      Array.from(read(page).matchAll(/\bwso2:(?!index:)([a-z]\w*)/g), ([, key = ""]) => key)
        .filter((key) => !keys.has(key))
        .map((key) => `${page}: wso2:${key}`),
    );
    expect(unknown).toEqual([]);
  });

  it("give the sandbox only configuration keys that a system has", () => {
    const unknown = pages.flatMap((page) =>
      Array.from(read(page).matchAll(/--set '?(?:wso2:)?([a-z]\w*)=/g), ([, key = ""]) => key)
        .filter((key) => !keys.has(key))
        .map((key) => `${page}: --set ${key}`),
    );
    expect(unknown).toEqual([]);
  });

  it("run only commands that `pulumi-wso2` has", () => {
    const commands = new Set(createProgram().commands.map((command) => command.name()));
    const unknown = pages.flatMap((page) =>
      Array.from(read(page).matchAll(/(?:`|^|npx )pulumi-wso2 ([a-z]\w*)/gm), ([, name = ""]) => name)
        .filter((name) => !commands.has(name))
        .map((name) => `${page}: pulumi-wso2 ${name}`),
    );
    expect(unknown).toEqual([]);
  });

  it("run only commands that the sandbox has", () => {
    const registered = filesBelow("sandbox/cli", ".ts").flatMap((path) =>
      Array.from(read(path).matchAll(/\.command\("([\w-]+)/g), ([, name]) => name),
    );
    const unknown = pages.flatMap((page) =>
      Array.from(read(page).matchAll(/\bsandbox -- ([a-z][\w-]*)/g), ([, name = ""]) => name)
        .filter((name) => !registered.includes(name))
        .map((name) => `${page}: ${name}`),
    );
    expect(unknown).toEqual([]);
  });

  it("run only commands of package.json", () => {
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
    const named = pages.flatMap((page) =>
      Array.from(
        read(page).matchAll(/\bnpm run (?:-s )?([a-z][\w:]*)/g),
        ([, script = ""]) => `${page}: ${script}`,
      ),
    );
    expect(named.filter((each) => !((each.split(": ")[1] as string) in scripts))).toEqual([]);
  });
});
