import { findCloud, type RunningCloud } from "../cloud";
import { packageRoot, sandboxPaths } from "../paths";
import { becomeRoot } from "./elevate";
import { readOutputs } from "./read-outputs";
import { type SandboxView, type StackOutputs, viewSandbox } from "./sandbox-view";

/** A sandbox that was deployed and whose cloud runs. */
export interface RunningSandbox {
  readonly cloud: RunningCloud;
  readonly outputs: StackOutputs;
  readonly view: SandboxView;
}

/**
 * Finds a running sandbox.
 *
 * @throws Error that says what to do when it isn't up.
 */
export async function findSandbox(stack: string): Promise<RunningSandbox> {
  await becomeRoot();
  const outputs = await readOutputs(stack);
  const cloud = await findCloud(stack, packageRoot);
  if (!cloud) {
    throw new Error(
      `The cloud of stack ${stack} has ended. \`npm run sandbox -- up --stack ${stack}\` starts it again.`,
    );
  }
  return { cloud, outputs, view: await viewSandbox(sandboxPaths(stack).stateDir, outputs, cloud.client) };
}
