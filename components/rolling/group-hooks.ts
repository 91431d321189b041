import { type Problem, Problems } from "../validation/problems";
import type { Hook } from "./hooks/hook-plan";

/** Commands of the operator's at fixed points of a roll; one that fails ends the roll there. */
export interface GroupHooks {
  /**
   * Once a node may leave and before it is drained. They belong to the leave, so a roll runs those of the last
   * deployment, and tells them the version that is on its way out.
   */
  beforeNode?: Hook[];
  /** Smoke tests: once a node is ready and before it is enabled; one that fails leaves it out. */
  afterNode?: Hook[];
  /** Before the first node of a batch is drained; on the operator's computer. */
  beforeBatch?: Hook[];
  /** After all nodes of a batch serve; on the operator's computer. */
  afterBatch?: Hook[];
  /** Before anything is changed; on the operator's computer. */
  beforeRoll?: Hook[];
  /** After the last node serves; on the operator's computer. */
  afterRoll?: Hook[];
}

const points = [
  "beforeNode",
  "afterNode",
  "beforeBatch",
  "afterBatch",
  "beforeRoll",
  "afterRoll",
] as const satisfies readonly (keyof GroupHooks)[];
const ofOneNode: readonly string[] = ["beforeNode", "afterNode"];

/** What is wrong with the hooks. */
export function checkHooks(hooks: GroupHooks): Problem[] {
  const problems = new Problems();
  for (const point of points) {
    for (const [index, hook] of (hooks[point] ?? []).entries()) {
      const at = `hooks.${point}[${index}]`;
      problems.require(hook.name.trim() !== "", `${at}.name`, "is empty; messages name the hook by it");
      problems.require(hook.command.trim() !== "", `${at}.command`, "is empty; a line for sh is needed");
      problems.integer(hook.timeoutSec, `${at}.timeoutSec`, 1, 86_400);
      problems.require(
        hook.on === "operator" || ofOneNode.includes(point),
        `${at}.on`,
        'got "node"; only beforeNode and afterNode can run there, "operator" is needed',
      );
    }
  }
  return problems.list;
}
