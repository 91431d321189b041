import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import * as library from "../components";
import * as crossing from "../components/provider/components";
import { packageRoot } from "../sandbox/paths";

interface Analysis {
  explain(name: string): string | undefined;
  schema(names: readonly string[]): object;
}
const { openAnalysis } = require("../scripts/provider-schema.cjs") as {
  openAnalysis(root: string): Analysis;
};
const read = (path: string) => readFileSync(join(packageRoot, path), "utf8");

const names = Object.keys(crossing);
const components = Object.entries(library).flatMap(([name, value]) =>
  typeof value === "function" && value.prototype instanceof pulumi.ComponentResource ? [name] : [],
);

let analysis: Analysis;
beforeAll(() => {
  analysis = openAnalysis(packageRoot);
}, 240_000);

describe("provider/schema.json", () => {
  const schema = JSON.parse(read("provider/schema.json"));

  it("is what the SDK's analysis makes of the components (`npm run docs:schema` writes it)", () => {
    expect(schema).toEqual(analysis.schema(names));
  });

  it("says what each component and each argument is", () => {
    type Described = { description?: string; inputProperties: Record<string, { description?: string }> };
    const nameless = Object.entries(schema.resources as Record<string, Described>).flatMap(
      ([type, { description, inputProperties }]) => [
        ...(description ? [] : [type]),
        ...Object.entries(inputProperties).flatMap(([name, each]) =>
          each.description ? [] : [`${type}.${name}`],
        ),
      ],
    );
    expect(nameless).toEqual([]);
  });

  it("holds no type of another package, which a user's language host would have to fetch", () => {
    expect(read("provider/schema.json").match(/"\$ref": "\/[^"]+"/g)).toBeNull();
  });
});

describe("docs/other-languages.md", () => {
  const rows = Array.from(read("docs/other-languages.md").matchAll(/^\| `(\w+)` \| (yes|no) \|/gm));
  const said = Object.fromEntries(rows.map(([, name, verdict]) => [name, verdict]));

  it("has each component once", () => {
    expect(rows.map(([, name]) => name).sort()).toEqual([...new Set([...components, ...names])].sort());
  });

  it("says of each what the SDK's analysis says, and the provider has those that can cross", () => {
    const found = components.map((name) => [name, analysis.explain(name) === undefined ? "yes" : "no"]);
    const others = names.filter((name) => !components.includes(name)).map((name) => [name, "yes"]);
    expect(said).toEqual(Object.fromEntries([...found, ...others]));
    expect(found.filter(([, verdict]) => verdict === "yes").map(([name]) => name)).toEqual(
      names.filter((name) => components.includes(name)),
    );
  });
});
