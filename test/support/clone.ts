import { cpSync, existsSync, mkdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import execa from "execa";
import { packageRoot } from "../../sandbox/paths";

/** What git has of this checkout, with its packages and without what a build makes. */
export async function makeClone(clone: string): Promise<void> {
  const { stdout } = await execa("git", ["ls-files", "-co", "--exclude-standard", "-z"], {
    cwd: packageRoot,
  });
  for (const file of stdout.split("\0").filter((name) => name && existsSync(join(packageRoot, name)))) {
    mkdirSync(dirname(join(clone, file)), { recursive: true });
    cpSync(join(packageRoot, file), join(clone, file));
  }
  symlinkSync(join(packageRoot, "node_modules"), join(clone, "node_modules"));
}
