import type { Command } from "commander";
import { whyNoMachines } from "../prerequisites";
import { deployStack } from "./deploy-stack";
import { previewStack } from "./preview";
import { Progress } from "./progress";
import { readySandbox } from "./ready-machines";
import { rollUnderLoad } from "./roll-demo";
import { type StackChoice, withStack } from "./stack-options";
import { renderReady } from "./up";

/** Where no machine can be made, the plan of the smallest cluster is what there is to see. */
const previewedStack = "dev";

/** Shorter waits than in production, for those who look on; what is waited for is the same. */
const demoSettings = { quietSec: "2", sessionTimeoutSec: "5", stableSec: "4" };

export function registerDemo(program: Command): void {
  withStack(
    program.command("demo").description("`up`, then `roll-demo`: what npm start runs"),
    "prod",
  ).action(async ({ stack }: StackChoice) => {
    const progress = new Progress();
    const reason = whyNoMachines();
    if (reason) {
      progress.say(`${reason}; this is the preview of stack ${previewedStack} instead`);
      return previewStack(previewedStack, {}, progress);
    }
    const shown = Object.entries(demoSettings).map(([key, value]) => `${key} ${value}`);
    progress.say(`shorter waits than the stack's own: ${shown.join(", ")}`);
    const sandbox = await readySandbox({ stack, sets: demoSettings, install: true }, progress);
    console.log(renderReady(await deployStack(sandbox, progress)));
    const report = await rollUnderLoad({ stack, rate: 120 }, progress);
    if (report.failed > 0) process.exitCode = 1;
  });
}
