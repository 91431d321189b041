import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { abandonedFolders, buildingFolder } from "../building-folders";
import { asRoot, runProgram, startProgram } from "../run-program";
import { customizeScript, imageFolder, imagesFolder } from "./image-folder";
import { defaultRelease, type ImageName, type RecipePaths, renderMmdebstrap } from "./recipe";

/** Everything that it starts dies with it, and it dies with this process. */
const dieTogether = ["setpriv", "--pdeathsig", "KILL", "unshare", "--pid", "--fork", "--kill-child"] as const;

async function asAdministrator(...command: [string, ...string[]]): Promise<void> {
  const [file, ...args] = asRoot(command);
  await runProgram(file, args, { stdin: "inherit" });
}

async function removeRoots(folders: readonly string[]): Promise<void> {
  if (folders.length > 0) await asAdministrator("rm", "-rf", "--one-file-system", ...folders);
}

/** @throws Error with mmdebstrap's last lines. */
async function build(paths: RecipePaths, log: (line: string) => void): Promise<void> {
  const [file, ...args] = asRoot([...dieTogether, "mmdebstrap", ...renderMmdebstrap(paths)]);
  const mmdebstrap = startProgram(file, args, { stdin: "inherit", stdout: "ignore", buffer: false });
  const lines: string[] = [];
  if (mmdebstrap.stderr)
    createInterface({ input: mmdebstrap.stderr }).on("line", (line) => {
      lines.push(line);
      if (line.startsWith("I: ")) log(`image: ${line.slice(3)}`);
    });
  try {
    await mmdebstrap;
  } catch {
    throw new Error(`the machine image can't be built; mmdebstrap says:\n${lines.slice(-15).join("\n")}`);
  }
}

/**
 * The root folder that a machine's disk is laid over: a release of Debian with what its AMI has, a JRE, and
 * HAProxy and monit, which are stopped and disabled. Built once (about 40 s) and kept in the cache.
 * @throws Error with the builder's last lines when it fails, for example without a network.
 */
export async function ensureImage(
  log: (line: string) => void,
  release: ImageName = defaultRelease,
): Promise<string> {
  const images = imagesFolder();
  const image = imageFolder(release);
  if (existsSync(image)) return image;
  mkdirSync(images, { recursive: true });
  await removeRoots(abandonedFolders(images));
  const what = release === "databases" ? "with PostgreSQL, MariaDB and an NFS server" : release;
  log(`image: building Debian ${what} with mmdebstrap, once`);
  const building = join(images, buildingFolder());
  try {
    await build({ root: building, customize: customizeScript, release }, log);
    await asAdministrator("mv", "--no-target-directory", building, image);
  } catch (error) {
    // Another process may have built the same image meanwhile, and was first.
    if (!existsSync(image)) throw error;
  } finally {
    await removeRoots([building]);
  }
  return image;
}
