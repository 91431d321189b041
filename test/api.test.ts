import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../sandbox/paths";
import { readExportedNames } from "./support/exported-names";

const read = (path: string) => readFileSync(join(packageRoot, path), "utf8");

describe("what the package exports", () => {
  const names = readExportedNames();

  it("is the whole of the library", () => {
    expect(names.length).toBeGreaterThan(60);
  });

  it("has a doc comment on every name", () => {
    expect(names.filter(({ comment }) => comment === "").map(({ name }) => name)).toEqual([]);
  });
});

describe("docs/examples.md", () => {
  const page = read("docs/examples.md");

  it.each(readdirSync(join(packageRoot, "examples")))("shows example %s as it is", (example) => {
    expect(page).toContain(`\`\`\`ts\n${read(`examples/${example}/index.ts`)}\`\`\``);
  });
});
