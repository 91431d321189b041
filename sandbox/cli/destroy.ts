import type { Command } from "commander";
import { openPresent, requirePresent, runOn } from "./present-stack";
import { Progress } from "./progress";
import { type StackChoice, withPresentStack } from "./stack-options";

export function registerDestroy(program: Command): void {
  withPresentStack(
    program
      .command("destroy")
      .description("destroy the stack in order, as on AWS; its configuration, log files and journal stay"),
  )
    .addHelpText(
      "after",
      `
\`up\` deploys it again, with all that --set has kept. \`down\` destroys it and removes the rest, whatever state it is in.

Examples:
  npm run sandbox -- destroy
  npm run sandbox -- destroy --stack prod`,
    )
    .action(async ({ stack }: StackChoice) => {
      await requirePresent(stack);
      const progress = new Progress();
      const opened = await openPresent(stack, progress);
      progress.say(`destroying stack ${stack}`);
      await runOn(opened, "destroy", stack, progress);
    });
}
