import { ensureCloud } from "../cloud";
import { packageRoot, sandboxPaths } from "../paths";
import { renderChanges } from "./engine-lines";
import { runEngine } from "./engine-run";
import { openSandbox } from "./open-sandbox";
import { forgetPendingCommands } from "./pending-operations";
import { productOf } from "./product";
import type { Progress } from "./progress";
import type { ReadySandbox } from "./ready-machines";
import { type SandboxView, type StackOutputs, viewSandbox, writeCaFile } from "./sandbox-view";
import { SetKeeper } from "./set-keeper";
import { waitForUrl } from "./wait-for-url";

/**
 * Deploys the stack and waits until its URL answers.
 *
 * @throws EngineFailure when the engine fails.
 */
export async function deployStack(sandbox: ReadySandbox, progress: Progress): Promise<SandboxView> {
  const { stack, settings, sets, engineDir, cloud } = sandbox;
  const opened = await openSandbox({
    stack,
    engineDir,
    endpoint: cloud.status.endpoint,
    settings,
    overrides: sets,
    log: progress.say,
  });
  await forgetPendingCommands(opened, progress.say);
  progress.say(`deploying stack ${stack}${settings.version ? `, version ${settings.version}` : ""}`);
  const product = settings.ownPack === undefined ? productOf(settings) : undefined;
  if (product) progress.say(`on the nodes: ${product.origin}`);
  const { stateDir } = sandboxPaths(stack);
  const keeper = new SetKeeper(stateDir, sets);
  const { changes, result } = await runEngine(
    "up",
    stateDir,
    progress.say,
    (options) => opened.up(options),
    keeper.onEvent,
  ).catch(async (error: Error) => {
    await keeper.sayAfterFailure(progress.say);
    throw error;
  });
  await keeper.keep();
  progress.say(renderChanges(changes));
  const values = Object.entries(result.outputs).map(([key, { value }]) => [key, value]);
  const outputs = Object.fromEntries(values) as StackOutputs;
  await writeCaFile(stateDir, outputs);
  // The cloud may have been killed meanwhile; its machines go on, and the next one finds them.
  const look = async () => viewSandbox(stateDir, outputs, (await ensureCloud(stack, packageRoot)).client);
  return waitForUrl(look, progress.say);
}
