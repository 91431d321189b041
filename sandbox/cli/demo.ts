import type { Command } from "commander";
import { findCloud } from "../cloud";
import type { Overrides } from "../engine/overrides";
import { packageRoot } from "../paths";
import { whyNoMachines } from "../prerequisites";
import { deployStack } from "./deploy-stack";
import { demoWaits, planDemoRoll, planDemoSets } from "./plan-demo";
import { previewStack } from "./preview";
import { planDemoVersion, productOf } from "./product";
import { Progress } from "./progress";
import { readySandbox, requireMachines } from "./ready-machines";
import { rollUnderLoad } from "./roll-demo";
import { type DeployChoice, withSet, withStack } from "./stack-options";
import { readSettings } from "./stack-settings";
import { renderReady } from "./up";

/** Requests a second: the two cores that all machines share here start a server beside it. */
const rate = 60;

/** Where no machine can be made, the plan of the smallest cluster is what there is to see. */
const previewedStack = "dev";

export function registerDemo(program: Command): void {
  withSet(
    withStack(
      program
        .command("demo")
        .description("`up`, then `roll-demo`, with WSO2's own server: what npm start runs"),
      "prod",
    ),
  )
    .addHelpText(
      "after",
      `
Examples:
  npm start
  npm start -- --set system=integrator      (the stand-in for Micro Integrator)`,
    )
    .action(async ({ stack, set = {} }: DeployChoice) => {
      const progress = new Progress();
      const reason = whyNoMachines();
      if (reason) {
        progress.say(`${reason}; this is the preview of stack ${previewedStack} instead`);
        const now = await readSettings(previewedStack, {});
        return previewStack(previewedStack, planDemoSets(now, set), progress);
      }
      await requireMachines();
      const sets = await planSets(stack, set);
      const shown = Object.entries(demoWaits).map(([key, value]) => `${key} ${value}`);
      progress.say(`shorter waits than the stack's own: ${shown.join(", ")}`);
      const sandbox = await readySandbox({ stack, sets, install: true }, progress);
      const product = productOf(sandbox.settings);
      // What it will roll to is made ready while the first one is deployed.
      const next = product?.ensure(planDemoVersion(sandbox.settings), progress.say);
      next?.catch(() => {});
      console.log(renderReady(await deployStack(sandbox, progress)));
      await next;
      const report = await rollUnderLoad({ stack, rate, sets: planDemoRoll(set) }, progress);
      if (report.failed > 0) process.exitCode = 1;
    });
}

/** @throws Error where another system is up: a roll changes what runs, not what it is. */
async function planSets(stack: string, chosen: Overrides): Promise<Overrides> {
  const now = await readSettings(stack, {});
  const sets = planDemoSets(now, chosen);
  if (now.system !== sets.system && (await findCloud(stack, packageRoot))) {
    throw new Error(
      `stack ${stack} is up with system ${now.system}, not ${sets.system}: \`npm run sandbox -- down --stack ${stack}\` first, or \`npm start -- --set system=${now.system}\``,
    );
  }
  return sets;
}
