import type { Command } from "commander";
import { chooseTarget } from "../../components/cli/find-target";
import { runSsh } from "../../components/cli/run-ssh";
import type { SshTarget } from "../../components/remote/ssh-target";
import { findSandbox } from "./running-sandbox";
import type { StackOutputs } from "./sandbox-view";
import { type StackChoice, withPresentStack } from "./stack-options";

/** How to reach each machine, by its key. */
export function planTargets(outputs: StackOutputs): Map<string, SshTarget> {
  const { sshUser: user, sshPrivateKey: privateKey, hostKeys } = outputs;
  const machines = [...outputs.nodes, ...outputs.loadBalancers];
  return new Map(
    machines.map(({ key, address }) => [
      key,
      { name: key, host: address, user, privateKey, hostKey: hostKeys[key] ?? "" },
    ]),
  );
}

export function registerSsh(program: Command): void {
  const command = program
    .command("ssh")
    .description("a shell on a machine, or one command there; ends with its exit status")
    .argument("<host>", "node1, haproxy1, ... or an address")
    .argument("[command...]", "what to run")
    .passThroughOptions();
  withPresentStack(command)
    .addHelpText(
      "after",
      `
Examples:
  npm run sandbox -- ssh node1
  npm run sandbox -- ssh --stack prod haproxy1 sudo journalctl -u haproxy -n 20`,
    )
    .action(async (host: string, words: string[], { stack }: StackChoice) => {
      const { outputs } = await findSandbox(stack);
      process.exitCode = await runSsh(chooseTarget(planTargets(outputs), host), words);
    });
}
