import { RollError } from "../../remote/roll-error";
import { EndedScript, runScript } from "../../remote/ssh/run-script";
import { quote } from "../../remote/ssh/shell";
import type { RollContext } from "../context";
import type { Hook, HookContext } from "./hook-plan";
import type { HookRun } from "./hook-run";

/** Of what it prints; more than a message ever shows. */
const keptBytes = 20_000;

/** As the SSH user; the command goes through standard input, where no other user of the node sees it. */
export async function runOnNode(
  context: RollContext,
  hook: Hook,
  { label, environment, target }: HookContext,
): Promise<HookRun> {
  if (!target) {
    throw new RollError({
      node: label,
      step: `hook "${hook.name}"`,
      expected: "a node to run it on",
      seen: "none: this hook runs for more than one node, so it can run on the operator's computer only",
      next: "set `on: operator` for it, then `pulumi up`",
    });
  }
  const connection = await context.pool.connect(target);
  const variables = Object.entries(environment).map(([key, value]) => `export ${key}=${quote(value)}`);
  const script = [...variables, "exec 2>&1", "set +eu", hook.command].join("\n");
  const options = { timeoutSec: hook.timeoutSec, signal: context.signal, keptBytes };
  try {
    const { code, stdout } = await runScript(connection, script, options);
    return { code, output: stdout };
  } catch (error) {
    if (error instanceof EndedScript && error.isLate) return { output: error.stdout };
    throw error;
  }
}
