import { cp, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { packageRoot } from "../../../sandbox/paths";
import type { Consumer } from "./consumer";

export interface Compilation {
  readonly type: "commonjs" | "module";
  readonly module: "commonjs" | "node16" | "nodenext";
  readonly skipLibCheck: boolean;
  readonly exactOptionalPropertyTypes: boolean;
}

/** A folder below node_modules. */
export type Compiler = "typescript" | "typescript-5";

const strictest = { skipLibCheck: false, exactOptionalPropertyTypes: true } as const;
const loosest = { skipLibCheck: true, exactOptionalPropertyTypes: false } as const;

/** Each compiler with each kind of project and each kind of module at its strictest, and once at its loosest. */
export const compilations: Readonly<Record<Compiler, readonly Compilation[]>> = {
  "typescript-5": [
    { type: "commonjs", module: "commonjs", ...strictest },
    { type: "commonjs", module: "node16", ...strictest },
    { type: "module", module: "nodenext", ...strictest },
    { type: "module", module: "node16", ...loosest },
  ],
  typescript: [
    { type: "commonjs", module: "commonjs", ...strictest },
    { type: "commonjs", module: "nodenext", ...strictest },
    { type: "module", module: "node16", ...strictest },
    { type: "commonjs", module: "node16", ...loosest },
  ],
};

/** What needs none of AWS's own types, which take a compiler ten times as long. */
const programs = {
  commonjs: ["examples/existing-machines/index.ts", "examples/own-vpc/index.ts"],
  module: ["test/fixtures/consumer/esm.ts"],
};

/** Makes a project of its own in a folder of the consumer, which an error's path then names. @returns the folder */
export async function writeProject(consumer: Consumer, name: string, compilation: Compilation) {
  const folder = join(consumer.dir, name);
  await mkdir(folder, { recursive: true });
  const { type } = compilation;
  await writeFile(join(folder, "package.json"), JSON.stringify({ type }));
  const files = programs[type].map((source, index) => ({ source, file: `program-${index}.ts` }));
  for (const { source, file } of files) await cp(join(packageRoot, source), join(folder, file));
  await writeConfig(
    folder,
    files.map(({ file }) => file),
    compilation,
  );
  return name;
}

export async function writeConfig(
  folder: string,
  files: readonly string[],
  { type: _, ...options }: Compilation,
) {
  await mkdir(folder, { recursive: true });
  const compilerOptions = { ...options, strict: true, noEmit: true, target: "es2022", types: ["node"] };
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files }));
}

/** Type-checks projects in one process; what the compiler says, nothing where all is well. */
export async function compile(
  consumer: Consumer,
  compiler: Compiler,
  folders: readonly string[],
): Promise<string> {
  const tsc = join("node_modules", compiler, "bin", "tsc");
  const { stdout, stderr, exitCode } = await consumer.run(process.execPath, [tsc, "--build", ...folders], {
    reject: false,
  });
  return exitCode === 0 ? stdout : `exit status ${exitCode}\n${stdout}${stderr}`;
}
