import { LocalWorkspace, type Stack } from "@pulumi/pulumi/automation";
import { InlineProgram, keepConnectionsApart } from "./inline-program";
import { openWorkspace, type StackOptions } from "./stack-workspace";

export interface InlineStackOptions extends StackOptions {
  /** Runs in this process, in its own working directory. */
  readonly program: () => Promise<Record<string, unknown>>;
}

/**
 * Opens a stack on the real engine with a file backend below `stateDir`; makes it where it is not there yet. Its
 * program runs in this process: for tests that need a world in memory. A user's road is `openProject`.
 *
 * @throws Error when another process is changing the stack, or its files are missing or not valid
 */
export async function openStack(options: InlineStackOptions): Promise<Stack> {
  const { project, automation } = await openWorkspace(options);
  keepConnectionsApart();
  const program = new InlineProgram(options.program);
  const stack = await LocalWorkspace.createOrSelectStack(
    { stackName: options.stack, projectName: project, program: program.run },
    automation,
  );
  program.guard(stack);
  return stack;
}
