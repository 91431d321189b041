import { access, constants, realpath } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import type { Plugin } from "./plugins";

const program = "pulumi-language-nodejs";

/** The language host as a plugin: one that the engine finds where none is beside it. */
export function planLanguageHost(version: string): Plugin {
  return { name: "nodejs", version, folder: `language-nodejs-v${version}`, program };
}

/**
 * Where the official language host is installed: beside the engine, which then finds it itself, or in another
 * folder of the PATH.
 *
 * @returns a path; undefined where there is none
 */
export async function findLanguageHost(
  engineDir: string,
  path = process.env.PATH ?? "",
): Promise<string | "beside the engine" | undefined> {
  const engine = await realpath(join(engineDir, "pulumi")).catch(() => undefined);
  if (engine && (await isExecutable(join(dirname(engine), program)))) return "beside the engine";
  for (const folder of path.split(delimiter).filter(Boolean)) {
    if (await isExecutable(join(folder, program))) return join(folder, program);
  }
  return undefined;
}

function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
