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
    const sandbox = await readySandbox({ stack, sets: {}, install: true }, progress);
    console.log(renderReady(await deployStack(sandbox, progress)));
    const report = await rollUnderLoad({ stack, rate: 120 }, progress);
    if (report.failed > 0) process.exitCode = 1;
  });
}
