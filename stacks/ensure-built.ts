import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";

const root = join(__dirname, "..");

/**
 * Builds the stacks' programs and the roll program where they are missing or of other sources than these, as after
 * `git pull`: the commands of a deployment run from dist/, and the engine doesn't build a program.
 *
 * @returns the folder of the stacks' built programs
 * @throws pulumi.RunError when they can't be built
 */
export function ensureBuilt(): string {
  const helper = join(root, "scripts/source-digest.cjs");
  // The built program, or one without its sources, is what it is.
  if (!existsSync(helper)) return __dirname;
  const built = join(root, "dist/stacks");
  const { digestFile, sourceDigest } = require(helper) as {
    sourceDigest(root: string): string;
    digestFile(root: string): string;
  };
  const digest = sourceDigest(root);
  if (read(digestFile(root)) === digest) return built;
  const build = spawnSync(process.execPath, ["scripts/build.mjs"], { cwd: root, encoding: "utf8" });
  if (build.status === 0) return built;
  const said = (build.stderr || build.error?.message || "").trim();
  throw new pulumi.RunError(
    `The program in dist/ was not built from these sources, and can't be built here: ${said}\n` +
      "Run `npm ci`, which also builds it, or `npm run build`.",
  );
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
