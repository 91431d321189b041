import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

const read = (file: string) => readFileSync(join(__dirname, "..", file), "utf8");

describe("the project", () => {
  // With `main` or `exports` in package.json, a folder or no `main` here runs the library instead of the program.
  it("names the program's file as Pulumi's entry point", () => {
    expect(parse(read("Pulumi.yaml"))).toMatchObject({ runtime: "nodejs", main: "stacks/index.ts" });
  });

  it("pins each dependency to one version, and the command provider to the real one", () => {
    const { dependencies, devDependencies } = JSON.parse(read("package.json"));
    expect(dependencies["@pulumi/command"]).toBe("1.2.1");
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+$/.test(String(version)),
    );
    expect(loose).toEqual([]);
  });
});
