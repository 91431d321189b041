import { existsSync } from "node:fs";
import { join } from "node:path";
import { ensureCloud } from "../cloud";
import { ensureEngine, type ProjectStack } from "../engine";
import { packageRoot, sandboxPaths } from "../paths";
import { becomeRoot } from "./elevate";
import { renderChanges } from "./engine-lines";
import { type EngineRunOptions, runEngine } from "./engine-run";
import { openSandbox } from "./open-sandbox";
import { forgetPendingCommands } from "./pending-operations";
import type { Progress } from "./progress";
import { readSettings } from "./stack-settings";

/** Whether a stack was deployed here, however far it came. */
export function isPresent(stack: string): boolean {
  const { stateDir, machinesDir } = sandboxPaths(stack);
  return existsSync(machinesDir) && existsSync(join(stateDir, "workspace"));
}

/** Becomes root for a stack that is there. @throws Error that says what to do when it is not. */
export async function requirePresent(stack: string): Promise<void> {
  await becomeRoot();
  if (!isPresent(stack)) {
    throw new Error(`Stack ${stack} is not up. First: npm run sandbox -- up --stack ${stack}`);
  }
}

/** Opens a stack that is there, its cloud started where it has ended. */
export async function openPresent(
  stack: string,
  progress: Progress,
  env: Readonly<Record<string, string>> = {},
): Promise<ProjectStack> {
  const [engineDir, cloud, settings] = await Promise.all([
    ensureEngine(progress.say),
    ensureCloud(stack, packageRoot),
    readSettings(stack, {}),
  ]);
  const { endpoint } = cloud.status;
  const opened = await openSandbox({ stack, engineDir, endpoint, settings, env, log: progress.say });
  await forgetPendingCommands(opened, progress.say);
  return opened;
}

/**
 * Runs one operation of the engine on it and says what it changed.
 *
 * @throws EngineFailure when the engine fails.
 */
export async function runOn(
  opened: ProjectStack,
  what: "refresh" | "destroy",
  stack: string,
  progress: Progress,
): Promise<void> {
  const { stateDir } = sandboxPaths(stack);
  const run = (options: EngineRunOptions) => opened[what](options);
  const { changes } = await runEngine(what, stateDir, progress.say, run);
  progress.say(renderChanges(changes));
}
