import { accessSync, constants } from "node:fs";
import { join } from "node:path";
import { startProgram, systemEnv } from "../machines/run-program";

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Path of a program; looks where a shell would, and in the folders of system programs. */
export function findProgram(name: string): string | undefined {
  const folders = (systemEnv().PATH ?? "").split(":").filter((folder) => folder !== "");
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

export function hasProgram(name: string): boolean {
  return findProgram(name) !== undefined;
}

/** True when this Python has all the modules. */
export async function hasModules(python: string, modules: readonly string[]): Promise<boolean> {
  const { failed } = await startProgram(python, ["-c", `import ${modules.join(", ")}`], { reject: false });
  return !failed;
}

/** The first number in what a program prints about its version; 0 when it can't be run or prints none. */
export async function programRelease(file: string, args: readonly string[]): Promise<number> {
  const { failed, all = "" } = await startProgram(file, args, { reject: false, all: true });
  return failed ? 0 : Number(/\d+/.exec(all)?.[0] ?? 0);
}
