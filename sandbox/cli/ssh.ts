import type { Command } from "commander";
import { findSandbox } from "./running-sandbox";
import type { StackOutputs } from "./sandbox-view";
import { runSsh } from "./ssh-client";
import { type StackChoice, withPresentStack } from "./stack-options";

/** How to log in to a machine. */
export interface SshLogin {
  readonly key: string;
  readonly address: string;
  readonly user: string;
  readonly hostKey: string;
  readonly privateKey: string;
}

/**
 * The login for a machine by its key or address.
 *
 * @throws Error that lists the machines when there is no such.
 */
export function planLogin(outputs: StackOutputs, name: string): SshLogin {
  const machines = [...outputs.nodes, ...outputs.loadBalancers];
  const machine = machines.find(({ key, address }) => key === name || address === name);
  const hostKey = outputs.hostKeys[machine?.key ?? ""];
  if (!machine || hostKey === undefined) {
    throw new Error(
      `There is no machine "${name}". The machines are ${machines.map(({ key }) => key).join(", ")}.`,
    );
  }
  return { ...machine, user: outputs.sshUser, hostKey, privateKey: outputs.sshPrivateKey };
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
      process.exitCode = await runSsh(planLogin(outputs, host), words.join(" "));
    });
}
