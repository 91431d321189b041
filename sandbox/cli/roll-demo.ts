import { rm } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import type { Command } from "commander";
import type { Overrides } from "../engine/overrides";
import { type LoadReport, renderLoadReport, runLoadInChild } from "../load";
import { sandboxPaths } from "../paths";
import { deployStack } from "./deploy-stack";
import { readJournal } from "./journal";
import { parsePositive } from "./load";
import { journalPath } from "./open-sandbox";
import { planDemoLoad } from "./plan-demo";
import { planTimeline } from "./plan-timeline";
import { planDemoVersion, planLoadUrl } from "./product";
import { Progress } from "./progress";
import { readySandbox } from "./ready-machines";
import { renderTimeline } from "./render-timeline";
import { reportRoll } from "./roll-report";
import { findSandbox } from "./running-sandbox";
import { type StackChoice, withPresentStack } from "./stack-options";
import { readSettings } from "./stack-settings";

/** At least; the roll itself is as long as it is. */
const loadLimitSec = 2 * 60 * 60;

/** Load before the roll begins and after it has ended. */
const marginSec = 2;

interface DemoChoice extends StackChoice {
  readonly to?: string;
  readonly rate: number;
  /** Set with the version. */
  readonly sets?: Overrides;
}

/**
 * Rolls another version through the cluster under load and tells what happened.
 *
 * @returns The load's report.
 * @throws Error when the sandbox isn't up, EngineFailure when the roll stops.
 */
export async function rollUnderLoad(choice: DemoChoice, progress: Progress): Promise<LoadReport> {
  const { stack, rate } = choice;
  const { view } = await findSandbox(stack);
  const settings = await readSettings(stack, {});
  const { version } = settings;
  const to = choice.to ?? planDemoVersion(settings);
  const sets = { ...choice.sets, version: to };
  const sandbox = await readySandbox({ stack, sets, install: false }, progress);
  const { stateDir } = sandboxPaths(stack);
  const journal = journalPath(stateDir);
  await rm(journal, { force: true });
  const since = new Date();
  progress.say(`load of ${rate} requests a second, then a roll from ${version} to ${to}`);
  const load = runLoadInChild(
    {
      url: planLoadUrl(view.url, settings),
      host: view.host,
      caFile: view.caFile,
      seconds: loadLimitSec,
      ...planDemoLoad(rate),
    },
    ({ t, requests, failures }) => {
      if (failures > 0) progress.say(`load, second ${t}: ${requests} requests, ${failures} FAILED`);
    },
  );
  const rolled = await rollBeside(load.done, async () => {
    await delay(marginSec * 1000);
    await deployStack(sandbox, progress);
    await delay(marginSec * 1000);
  }).then(
    () => undefined,
    (error: Error) => error,
  );
  const report = await load.stop();
  console.log(
    `\n${renderTimeline(planTimeline(await readJournal(journal), report))}\n\n${renderLoadReport(report)}`,
  );
  await reportRoll(stateDir, since, progress.say, report);
  if (rolled) throw rolled;
  return report;
}

/** Ends early when the load does: that is a failure of its own. */
async function rollBeside(load: Promise<LoadReport>, roll: () => Promise<void>): Promise<void> {
  const ended = load.then(() => {
    throw new Error("the load ended before the roll");
  });
  ended.catch(() => {});
  await Promise.race([roll(), ended]);
}

export function registerRollDemo(program: Command): void {
  withPresentStack(
    program
      .command("roll-demo")
      .description("roll another version through under load, show the timeline, write the report"),
  )
    .option(
      "--to <version>",
      "the version to roll to (default: the other one of 4.10.2/4.10.32, 4.4.0/4.5.0 or 6.5.0/6.6.0)",
    )
    .option("--rate <n>", "requests a second", parsePositive, 120)
    .addHelpText(
      "after",
      `
Examples:
  npm run sandbox -- roll-demo
  npm run sandbox -- roll-demo --stack prod --to 4.5.0`,
    )
    .action(async (choice: DemoChoice) => {
      const report = await rollUnderLoad(choice, new Progress());
      if (report.failed > 0) process.exitCode = 1;
    });
}
