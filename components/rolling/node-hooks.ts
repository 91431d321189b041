import { type Problem, Problems } from "../validation/problems";
import type { Hook, HookPlan, SshTarget } from "./program/plans";

/** The operator's own commands around each node. */
export interface NodeHooks {
  /**
   * Once the node may leave and before it is drained. They belong to the leave, so a roll runs those of the
   * last deployment, and tells them the version that is on its way out. @default none
   */
  before?: Hook[];
  /** Smoke tests: once the node is ready and before it is enabled; one that fails leaves it out. @default none */
  after?: Hook[];
}

/** What is wrong with hooks. */
export function checkHooks(hooks: readonly Hook[], at: string): Problem[] {
  const problems = new Problems();
  for (const [index, { name, command, timeoutSec }] of hooks.entries()) {
    problems.require(name.trim() !== "", `${at}[${index}].name`, "is empty; messages name the hook by it");
    problems.require(command.trim() !== "", `${at}[${index}].command`, "is empty; a line for sh is needed");
    problems.integer(timeoutSec, `${at}[${index}].timeoutSec`, 1, 86_400);
  }
  return problems.list;
}

/** Hooks of one node as the program runs them; `undefined` when there are none. */
export function planNodeHooks(
  hooks: readonly Hook[] = [],
  node: string,
  version: string,
  target: SshTarget,
): HookPlan | undefined {
  if (hooks.length === 0) return undefined;
  const environment = { WSO2_NODE: node, WSO2_ADDRESS: target.host, WSO2_VERSION: version };
  return { hooks, context: { label: node, environment, target } };
}
