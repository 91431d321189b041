import type { Command } from "commander";
import { openPresent, requirePresent, runOn } from "./present-stack";
import { Progress } from "./progress";
import { type StackChoice, withPresentStack } from "./stack-options";

export function registerRefresh(program: Command): void {
  withPresentStack(
    program
      .command("refresh")
      .description("take what the cloud says into the stack's state; changes no machine"),
  )
    .addHelpText(
      "after",
      `
Examples:
  npm run sandbox -- refresh
  npm run sandbox -- refresh --stack prod`,
    )
    .action(async ({ stack }: StackChoice) => {
      await requirePresent(stack);
      const progress = new Progress();
      const opened = await openPresent(stack, progress);
      progress.say(`refreshing stack ${stack}`);
      await runOn(opened, "refresh", stack, progress);
    });
}
