import { access, constants } from "node:fs/promises";
import { delimiter, join } from "node:path";
import execa from "execa";
import { cacheDir } from "../paths";
import { buildEngine } from "./build-engine";
import { engineVersion, isNewEnough } from "./engine-version";
import { withFileLock } from "./file-lock";
import { installOfficialEngine } from "./install-engine";

/**
 * Finds or makes a Pulumi engine: one on the PATH that is new enough, the one made before, the official
 * installer's, or one built from source (about 2 minutes, once). Safe to call from several processes.
 *
 * @param log gets a line for each step that takes long, and one every 10 s while building
 * @returns the folder that holds `pulumi`
 */
export async function ensureEngine(log: (line: string) => void): Promise<string> {
  const onPath = await findOnPath();
  if (onPath) return onPath;
  const root = join(cacheDir(), "engine", `pulumi-${engineVersion}`);
  const bin = join(root, "bin");
  if (await isEngine(bin)) return bin;
  await withFileLock(`${root}.lock`, log, async () => {
    if (await isEngine(bin)) return;
    if (await installOfficialEngine(root, log)) return;
    await buildEngine(join(bin, "pulumi"), log);
  });
  if (await isEngine(bin)) return bin;
  throw new Error(
    `${join(bin, "pulumi")} does not run as Pulumi ${engineVersion}. Remove ${root} and try again.`,
  );
}

async function findOnPath(): Promise<string | undefined> {
  for (const dir of (process.env.PATH ?? "").split(delimiter)) {
    if (dir && (await isExecutable(join(dir, "pulumi")))) return (await isEngine(dir)) ? dir : undefined;
  }
  return undefined;
}

async function isEngine(dir: string): Promise<boolean> {
  if (!(await isExecutable(join(dir, "pulumi")))) return false;
  const result = await execa(join(dir, "pulumi"), ["version"], {
    reject: false,
    timeout: 20_000,
    env: { PULUMI_SKIP_UPDATE_CHECK: "true" },
  });
  return result.exitCode === 0 && isNewEnough(result.stdout);
}

function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
