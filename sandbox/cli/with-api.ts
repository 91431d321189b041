import { existsSync, statSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { startAwsApi } from "../aws-api";
import { findCloud } from "../cloud";
import { packageRoot, sandboxPaths } from "../paths";
import { becomeRoot } from "./elevate";
import type { Say } from "./progress";

/** Runs work with the AWS API of a sandbox: that of its cloud, or one for the time of the work. */
export async function withApi<T>(
  stack: string,
  say: Say,
  work: (endpoint: string) => Promise<T>,
): Promise<T> {
  const { stateDir } = sandboxPaths(stack);
  const cloud = await findCloud(stack, packageRoot);
  if (cloud) return work(cloud.status.endpoint);
  // The API's own folder is for its user alone; the CA file beside it is for everybody.
  await mkdir(stateDir, { recursive: true });
  const api = await startAwsApi({ stateDir, log: say });
  try {
    return await work(api.endpoint);
  } finally {
    await api.stop();
  }
}

/** A sandbox that was deployed as root is root's, also to look at. */
export async function becomeOwner(stack: string): Promise<void> {
  const { stateDir } = sandboxPaths(stack);
  const parts = [stateDir, join(stateDir, "workspace")].filter((path) => existsSync(path));
  if (parts.some((path) => statSync(path).uid !== process.getuid?.())) await becomeRoot();
}
