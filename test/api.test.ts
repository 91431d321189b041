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

  const args = names
    .filter(({ name }) => name.endsWith("Args"))
    .flatMap(({ name, members }) =>
      Object.entries(members).map(([member, comment]) => ({ member: `${name}.${member}`, comment })),
    );

  it("says what each argument is", () => {
    expect(args.length).toBeGreaterThan(100);
    expect(args.filter(({ comment }) => /^(@|$)/.test(comment)).map(({ member }) => member)).toEqual([]);
  });

  it("says what holds where an argument is left out", () => {
    const silent = args.filter(
      ({ member, comment }) => member.endsWith("?") && !comment.includes("@default"),
    );
    expect(silent.map(({ member }) => member)).toEqual([]);
  });
});

describe("docs/examples.md", () => {
  const page = read("docs/examples.md");

  it.each(readdirSync(join(packageRoot, "examples")))("shows example %s as it is", (example) => {
    const [language, file] = example.startsWith("yaml-") ? ["yaml", "Pulumi.yaml"] : ["ts", "index.ts"];
    expect(page).toContain(`\`\`\`${language}\n${read(`examples/${example}/${file}`)}\`\`\``);
  });
});
