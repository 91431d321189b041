import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

const read = (file: string) => readFileSync(join(__dirname, "..", file), "utf8");
const manifest = JSON.parse(read("package.json"));

describe("the project", () => {
  // With `main` or `exports` in package.json, a folder or no `main` here runs the library instead of the program.
  it("names the program's file as Pulumi's entry point", () => {
    expect(parse(read("Pulumi.yaml"))).toMatchObject({ runtime: "nodejs", main: "stacks/index.ts" });
  });

  it("pins what it is built and tested with to one version", () => {
    const loose = Object.entries(manifest.devDependencies).filter(
      ([, version]) => !/^(npm:\w+@)?\d+\.\d+\.\d+$/.test(String(version)),
    );
    expect(loose).toEqual([]);
  });

  // An exact version beside another one in the user's project would be a second default provider.
  it("takes ranges of what it needs, each from the version that it is tested with", () => {
    const { packages } = JSON.parse(read("package-lock.json"));
    const tested = Object.keys(manifest.dependencies).map((name) => [
      name,
      `^${packages[`node_modules/${name}`].version}`,
    ]);
    expect(manifest.dependencies).toEqual(Object.fromEntries(tested));
    expect(manifest.dependencies["@pulumi/command"]).toBe("^1.2.1");
  });

  it("is at the version that the changelog names first", () => {
    const [first] = read("CHANGELOG.md").match(/^## .*$/m) ?? [];
    expect(first).toContain(manifest.version);
  });
});
