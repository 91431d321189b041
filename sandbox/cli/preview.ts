import type { Command } from "commander";
import { ensureAwsApi } from "../aws-api";
import { ensureEngine } from "../engine";
import type { Overrides } from "../engine/overrides";
import { sandboxPaths } from "../paths";
import { renderChanges } from "./engine-lines";
import { runEngine } from "./engine-run";
import { openSandbox } from "./open-sandbox";
import { Progress } from "./progress";
import { type DeployChoice, withSet, withStack } from "./stack-options";
import { readSettings } from "./stack-settings";
import { becomeOwner, withApi } from "./with-api";

/**
 * Shows what `up` with the same choice would do. Makes no machine and keeps no override.
 *
 * @throws EngineFailure when the engine fails.
 */
export async function previewStack(stack: string, sets: Overrides, progress: Progress): Promise<void> {
  await becomeOwner(stack);
  const settings = await readSettings(stack, sets);
  const [engineDir] = await Promise.all([ensureEngine(progress.say), ensureAwsApi(progress.say)]);
  await withApi(stack, progress.say, async (endpoint) => {
    const log = progress.say;
    const opened = await openSandbox({ stack, engineDir, endpoint, settings, overrides: sets, log });
    progress.say(`preview of stack ${stack}`);
    const { stateDir } = sandboxPaths(stack);
    const { changes } = await runEngine("preview", stateDir, log, (options) => opened.preview(options));
    progress.say(renderChanges(changes, true));
  });
}

export function registerPreview(program: Command): void {
  const command = program
    .command("preview")
    .description("show what the same `up` would do; needs no root and no machines");
  withSet(withStack(command))
    .addHelpText(
      "after",
      `
Examples:
  npm run sandbox -- preview
  npm run sandbox -- preview --stack prod --set version=4.5.0`,
    )
    .action(({ stack, set = {} }: DeployChoice) => previewStack(stack, set, new Progress()));
}
