import { rm, rmdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Command, Option } from "commander";
import { startAwsApi } from "../aws-api";
import { isAlive, readEndpoint } from "../aws-api/endpoint";
import { findCloud, openMachines } from "../cloud";
import { pollUntil } from "../elb/poll-until";
import { unlockIfStale } from "../engine";
import { cacheDir, packageRoot, sandboxPaths } from "../paths";
import { whyNoMachines } from "../prerequisites";
import { becomeRoot } from "./elevate";
import { EngineFailure } from "./engine-run";
import { journalVariable } from "./open-sandbox";
import { isPresent, openPresent, runOn } from "./present-stack";
import { Progress } from "./progress";
import { presentStacks } from "./stack-options";
import { project } from "./stack-settings";
import { endStragglers } from "./stragglers";
import { becomeOwner } from "./with-api";

const otherCommandLimitSec = 30;

interface DownChoice {
  readonly stack?: string;
  readonly purge?: boolean;
}

/** Destroys the stack as a user would; the machines go afterwards in any case. */
async function destroyStack(stack: string, progress: Progress): Promise<void> {
  // A whole cluster ends, so no floor holds, and what can't be reached is as good as gone.
  const env = { WSO2_BELOW_FLOOR: "allow", WSO2_ROLL_MISSING_HOST: "skip" };
  const opened = await openPresent(stack, progress, env);
  progress.say(`destroying stack ${stack}`);
  await runOn(opened, "destroy", stack, progress);
}

/**
 * Waits until nobody changes the stack. An engine whose command was killed ends by itself soon.
 *
 * @throws Error that names who still does.
 */
async function waitForOthers(stack: string, progress: Progress): Promise<void> {
  const { stateDir } = sandboxPaths(stack);
  await pollUntil("the end of another command", otherCommandLimitSec, async () => {
    await unlockIfStale({ stack, stateDir, project }, progress.say);
    return true;
  });
}

/** Removes whatever the sandbox has on this computer, also what killed commands left. */
async function removeSandbox(stack: string, progress: Progress): Promise<void> {
  const paths = sandboxPaths(stack);
  const { stateDir } = paths;
  const [mark = ""] = Object.entries(journalVariable(stateDir)).map(([name, value]) => `${name}=${value}`);
  await endStragglers(mark, progress.say);
  const cloud = await findCloud(stack, packageRoot).catch(() => undefined);
  await cloud?.client.shutdown();
  if (!whyNoMachines()) await openMachines(paths).destroy();
  const endpoint = await readEndpoint(join(stateDir, "aws-api", "endpoint.json"));
  if (endpoint && isAlive(endpoint)) await (await startAwsApi({ stateDir, log: progress.say })).stop();
  await rm(stateDir, { recursive: true, force: true });
  await rmdir(dirname(stateDir)).catch(() => {});
}

export function registerDown(program: Command): void {
  const command = program
    .command("down")
    .description("destroy the stack and remove all that it left on this computer")
    .option("--purge", "also remove the caches that all sandboxes share");
  command
    .addOption(new Option("--stack <name>", "only this stack (default: all)").choices(["dev", "prod"]))
    .addHelpText(
      "after",
      `
Examples:
  npm run sandbox -- down
  npm run sandbox -- down --stack prod --purge`,
    )
    .action(async ({ stack, purge }: DownChoice) => {
      const progress = new Progress();
      const wanted = stack ? [stack] : presentStacks();
      for (const each of wanted) await takeDown(each, progress);
      if (wanted.length === 0) progress.say("no stack is up on this computer");
      if (purge) {
        await rm(cacheDir(), { recursive: true, force: true });
        progress.say("the caches are gone too");
      }
    });
}

async function takeDown(stack: string, progress: Progress): Promise<void> {
  if (whyNoMachines()) await becomeOwner(stack);
  else await becomeRoot();
  await waitForOthers(stack, progress);
  if (isPresent(stack)) {
    await destroyStack(stack, progress).catch((error: Error) => {
      if (!(error instanceof EngineFailure)) progress.say(error.message);
      progress.say("the stack was not destroyed in order; removing everything all the same");
    });
  }
  await removeSandbox(stack, progress);
  progress.say(`stack ${stack} is gone from this computer`);
}
