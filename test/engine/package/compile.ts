import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Consumer } from "./consumer";

export interface Compilation {
  /** Folder below node_modules. */
  readonly compiler: "typescript" | "typescript-5";
  readonly type: "commonjs" | "module";
  readonly module: "commonjs" | "node16" | "nodenext";
  readonly skipLibCheck: boolean;
  readonly exactOptionalPropertyTypes: boolean;
}

const strictest = { skipLibCheck: false, exactOptionalPropertyTypes: true } as const;
const loosest = { skipLibCheck: true, exactOptionalPropertyTypes: false } as const;

/** Each compiler with each kind of project and each kind of module at its strictest, and once at its loosest. */
export const compilations: readonly Compilation[] = [
  { compiler: "typescript-5", type: "commonjs", module: "commonjs", ...strictest },
  { compiler: "typescript-5", type: "commonjs", module: "node16", ...strictest },
  { compiler: "typescript-5", type: "module", module: "nodenext", ...strictest },
  { compiler: "typescript-5", type: "module", module: "node16", ...loosest },
  { compiler: "typescript", type: "commonjs", module: "commonjs", ...strictest },
  { compiler: "typescript", type: "commonjs", module: "nodenext", ...strictest },
  { compiler: "typescript", type: "module", module: "node16", ...strictest },
  { compiler: "typescript", type: "commonjs", module: "node16", ...loosest },
];

/** Type-checks files of a consumer; what the compiler says, nothing where all is well. */
export async function compile(
  consumer: Consumer,
  name: string,
  files: readonly string[],
  { compiler, type, ...options }: Compilation,
): Promise<string> {
  const tsconfig = join(consumer.dir, `tsconfig.${name}.json`);
  const compilerOptions = {
    ...options,
    strict: true,
    noEmit: true,
    target: "es2022",
    types: ["node"],
  };
  await writeFile(tsconfig, JSON.stringify({ compilerOptions, files }));
  const tsc = join("node_modules", compiler, "bin", "tsc");
  const { stdout } = await consumer.run(process.execPath, [tsc, "-p", tsconfig], { reject: false });
  return stdout;
}
