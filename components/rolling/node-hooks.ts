import type { SshTarget } from "../remote/ssh-target";
import type { Hook, HookPlan } from "./hooks/hook-plan";

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
