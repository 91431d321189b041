import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { packageRoot } from "../sandbox/paths";

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
