import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

const read = (file: string) => readFileSync(join(__dirname, "..", file), "utf8");
const manifest = JSON.parse(read("package.json"));

describe("the project", () => {
  // With `main` or `exports` in package.json, a folder or no `main` here runs the library instead of the program.
  it("names the program's file as Pulumi's entry point", () => {
    const { runtime, main } = parse(read("Pulumi.yaml"));
    expect({ runtime, main }).toEqual({
      runtime: { name: "nodejs", options: { tsconfig: "../tsconfig.program.json" } },
      main: "stacks/index.ts",
    });
  });

  it.each(readdirSync(join(__dirname, "../bench/road/programs")))(
    "measures the program %s itself",
    (name) => {
      expect(parse(read(`bench/road/programs/${name}/Pulumi.yaml`)).main).toBe("index.ts");
    },
  );

  // The SDK reads the options of this one file, without what it extends, and puts its own defaults for the rest:
  // `module: nodenext`, under which an `import()` stays native and finds no file without an extension.
  it("says in the program's own TypeScript settings what decides how its modules are found", () => {
    const own = JSON.parse(read("tsconfig.program.json"));
    const { target, module, moduleResolution } = JSON.parse(read("tsconfig.json")).compilerOptions;
    expect(own).toEqual({
      extends: "./tsconfig.json",
      compilerOptions: { target, module, moduleResolution, noCheck: true },
    });
  });

  it("loads no module by a native import() in what a user's own settings may compile", () => {
    const sources = ["components", "stacks"].flatMap((folder) =>
      readdirSync(join(__dirname, "..", folder), { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith(".ts"))
        .map((name) => join(folder, name)),
    );
    expect(sources.length).toBeGreaterThan(100);
    const imports = sources.flatMap((file) =>
      [...read(file).matchAll(/.*(?<!typeof )\bimport\(.*/g)].map(String),
    );
    expect(imports).toEqual([]);
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
