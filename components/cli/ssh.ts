import type { Command } from "commander";
import { chooseTarget, findTargets } from "./find-target";
import { openStack, type StackChoice, withStack } from "./stack-access";

export function registerSsh(program: Command): void {
  withStack(
    program
      .command("ssh")
      .description("a shell on a machine, or one command there; ends with its exit status")
      .argument("<machine>", "node1, haproxy1, ... or an address")
      .argument("[command...]", "what to run"),
  )
    .passThroughOptions()
    .addHelpText(
      "after",
      `
The way, the login key and the host key are those of the stack's state, over its jump host where it has one. The keys
are in files of this user's alone while the connection lasts.

Examples:
  pulumi-wso2 ssh node1
  pulumi-wso2 ssh --stack prod haproxy1 sudo journalctl -u haproxy -n 20`,
    )
    .action(async (machine: string, words: string[], choice: StackChoice) => {
      const { runSsh } = require("./run-ssh") as typeof import("./run-ssh");
      const stack = await openStack(choice);
      process.exitCode = await runSsh(chooseTarget(findTargets(await stack.resources()), machine), words);
    });
}
