import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";

function findPackageRoot(from: string): string {
  const parent = dirname(from);
  if (existsSync(join(from, "package.json")) || parent === from) return from;
  return findPackageRoot(parent);
}

/** The folder of this package's package.json; the same from source and from dist/. */
export const packageRoot = findPackageRoot(__dirname);

/** What is fetched or built once and shared by every sandbox: engine, image, AWS API, packs. */
export function cacheDir(): string {
  const base = process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache");
  return process.env.WSO2_SANDBOX_CACHE ?? join(base, "pulumi-wso2");
}

/** Everything that one sandbox (one stack of one checkout) keeps between commands. */
export interface SandboxPaths {
  /** Short and unique on this machine; prefixes the names of bridges and namespaces. */
  readonly id: string;
  /** Engine state, configuration, logs: `.sandbox/<stack>` in the project. */
  readonly stateDir: string;
  /** Disks of the machines. Only root writes here. */
  readonly machinesDir: string;
}

/**
 * Where one stack's sandbox keeps things. `WSO2_SANDBOX_STATE` names another folder below the project than
 * `.sandbox`, so that tests and benchmarks leave the user's own sandbox alone.
 */
export function sandboxPaths(stack: string, projectDir: string = packageRoot): SandboxPaths {
  const stateDir = join(projectDir, process.env.WSO2_SANDBOX_STATE ?? ".sandbox", stack);
  const id = `w${createHash("sha256").update(stateDir).digest("hex").slice(0, 5)}`;
  return { id, stateDir, machinesDir: join("/var/lib/pulumi-wso2", id) };
}
