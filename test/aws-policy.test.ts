import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../sandbox/paths";
import { changes } from "./support/aws-changes";

const sources = ["components", "stacks"].flatMap((folder) =>
  readdirSync(join(packageRoot, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .map((path) => readFileSync(join(packageRoot, folder, path), "utf8")),
);
const found = (pattern: RegExp) => [
  ...new Set(sources.flatMap((text) => Array.from(text.matchAll(pattern), ([, name = ""]) => name))),
];

interface Statement {
  readonly Effect: string;
  readonly Action: readonly string[];
}

describe("the policies in docs/on-aws.md", () => {
  const page = readFileSync(join(packageRoot, "docs/on-aws.md"), "utf8");
  const [, section = ""] = /\n## The policy\n([\s\S]*?)\n## /.exec(page) ?? [];
  const policies = Array.from(section.matchAll(/```json\n([\s\S]*?)```/g), ([, json = ""]) => json);
  const statements = policies.flatMap(
    (json) => (JSON.parse(json) as { Statement: readonly Statement[] }).Statement,
  );
  const actions = statements.flatMap(({ Action }) => Action);
  const isReading = (action: string) => /:(Describe|Get|List)/.test(action);
  const resources = found(/new aws\.(\w+\.\w+)\(/g);
  // The roll program's own calls.
  const calls = found(/\belb\.((?:register|deregister|set|add|remove)\w+)\(/g).map(
    (call) => `elasticloadbalancing:${call[0]?.toUpperCase()}${call.slice(1)}`,
  );

  it("knows every kind of resource that the components make, and no other", () => {
    expect(resources.sort()).toEqual(Object.keys(changes).sort());
  });

  it("allows what they need and nothing more", () => {
    const needed = resources.flatMap((resource) => changes[resource] ?? []);
    expect(calls.length).toBeGreaterThan(3);
    expect([...new Set(actions.filter((action) => !isReading(action)))].sort()).toEqual(
      [...new Set([...needed, ...calls])].sort(),
    );
  });

  it("fits into two managed policies", () => {
    expect(policies.map((json) => json.replace(/\s/g, "").length < 6144)).toEqual([true, true]);
  });
});
