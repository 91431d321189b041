import { type Command, InvalidArgumentError } from "commander";
import { openStack, type StackChoice, withStack } from "./stack-access";

export function registerApprove(program: Command): void {
  withStack(
    program
      .command("approve")
      .description("let a roll go on that waits at its gate; `pulumi up` goes on then")
      .argument("<id>", "the roll's id, as the gate's message has it", readId),
  )
    .option(
      "--key <key>",
      "the configuration key that your program reads as approvedRoll",
      "wso2:approvedRoll",
    )
    .addHelpText(
      "after",
      `
It is written into the stack's configuration, holds for this very roll, and can stay there.

Examples:
  pulumi-wso2 approve --stack prod 4f1d8a20 && pulumi up --stack prod`,
    )
    .action(async (id: string, { key, ...choice }: StackChoice & { key: string }) => {
      const stack = await openStack(choice);
      await stack.setConfig(key, id);
      process.stdout.write(`${key} of stack ${stack.name} is ${id}: \`pulumi up\` goes on with that roll\n`);
    });
}

function readId(text: string): string {
  if (!/^[0-9a-f]{8,64}$/.test(text)) {
    throw new InvalidArgumentError(
      `got ${JSON.stringify(text)}; an id of digits and a to f, as the gate said it, is needed.`,
    );
  }
  return text;
}
