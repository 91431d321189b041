import { createHash } from "node:crypto";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { abandonedFolders, buildingFolder } from "../machines/building-folders";
import { asRoot, runProgram } from "../machines/run-program";
import { cacheDir } from "../paths";

/** Debian's own servers, without whatever starts them. */
const recipe = [
  ...["--variant=minbase", "--mode=root", "--dpkgopt=force-unsafe-io"],
  "--include=postgresql,mariadb-server",
  ...["doc", "locale", "man"].map((each) => `--dpkgopt=path-exclude=/usr/share/${each}/*`),
  '--essential-hook=mkdir -p "$1/usr/share/man/man1" "$1/usr/share/man/man7"',
  "bookworm",
] as const;

/** A Debian with PostgreSQL and MariaDB in it, from the same mirror as the machines. Made once, in about a minute. */
export async function ensureDatabaseRoot(log: (line: string) => void): Promise<string> {
  const folder = join(cacheDir(), "databases");
  const root = join(folder, createHash("sha256").update(JSON.stringify(recipe)).digest("hex").slice(0, 16));
  if (existsSync(root)) return root;
  mkdirSync(folder, { recursive: true });
  const asAdministrator = (...command: [string, ...string[]]) => {
    const [file, ...args] = asRoot(command);
    return runProgram(file, args);
  };
  const left = abandonedFolders(folder);
  if (left.length > 0) await asAdministrator("rm", "-rf", "--one-file-system", ...left);
  log("databases: building Debian with PostgreSQL and MariaDB, once");
  const building = join(folder, buildingFolder());
  try {
    await asAdministrator("mmdebstrap", ...recipe, building);
    await asAdministrator("mv", "--no-target-directory", building, root);
  } catch (error) {
    // Another process may have made the same meanwhile, and was first.
    if (!existsSync(root)) throw error;
  } finally {
    await asAdministrator("rm", "-rf", "--one-file-system", building);
  }
  return root;
}
