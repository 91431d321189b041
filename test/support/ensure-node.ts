import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import execa from "execa";
import { cacheDir } from "../../sandbox/paths";

/** The folder of a Node.js program of this version, which npm has as a package; fetched once. */
export async function ensureNode(version: string): Promise<string> {
  const name = `node-linux-${process.arch}`;
  const folder = join(cacheDir(), "node", version);
  const bin = (of: string) => join(of, "node_modules", name, "bin");
  if (existsSync(join(bin(folder), "node"))) return bin(folder);
  const unfinished = `${folder}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  const args = ["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", `${name}@${version}`];
  await execa("npm", args, { cwd: unfinished });
  rmSync(folder, { recursive: true, force: true });
  renameSync(unfinished, folder);
  return bin(folder);
}
