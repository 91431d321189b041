import { LocalWorkspace, type Stack } from "@pulumi/pulumi/automation";
import { openWorkspace, type StackOptions } from "./stack-workspace";

/** What is done with a stack whose program the engine starts. */
export type ProjectStack = Pick<
  Stack,
  "up" | "preview" | "refresh" | "destroy" | "exportStack" | "importStack"
>;

/**
 * Opens a stack of a project for the road that a user takes: the `pulumi` program on the project's own
 * Pulumi.yaml, which starts the program by a language host. Only the configuration is another: the stack file
 * with the sandbox's overrides, which the engine is given by name, so that the user's own stays as it is.
 *
 * @throws Error when another process is changing the stack, or its files are missing or not valid
 */
export async function openProject(options: StackOptions): Promise<ProjectStack> {
  const { stack: stackName, projectDir } = options;
  const { automation, stackFile: configFile } = await openWorkspace(options);
  // Made and read beside the copies: there the engine finds, and leaves, the salt of the sandbox's passphrase.
  const state = await LocalWorkspace.createOrSelectStack(
    { stackName, workDir: automation.workDir },
    automation,
  );
  const stack = await LocalWorkspace.selectStack(
    { stackName, workDir: projectDir },
    { ...automation, workDir: projectDir },
  );
  // After each operation the API asks for these, and has no way to say which stack file holds.
  Object.assign(stack, { outputs: () => state.outputs(), info: async () => undefined });
  return {
    up: (asked) => stack.up({ ...asked, configFile }),
    preview: (asked) => stack.preview({ ...asked, configFile }),
    refresh: (asked) => stack.refresh({ ...asked, configFile }),
    destroy: (asked) => stack.destroy({ ...asked, configFile }),
    exportStack: () => state.exportStack(),
    importStack: (deployment) => state.importStack(deployment),
  };
}
