import { RollError } from "../../remote/roll-error";
import { quote } from "../../remote/ssh/shell";
import type { RollContext } from "../context";
import type { Hook, HookContext } from "./hook-plan";
import type { HookRun } from "./hook-run";

/** What `timeout` says when it had to end the command, by SIGTERM or by SIGKILL. */
const endedCodes = [124, 137];
const killAfterSec = 5;

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
  const script = [...variables, "exec 2>&1 < /dev/null", hook.command].join("\n");
  const timed = `timeout --kill-after=${killAfterSec} ${hook.timeoutSec} sh -c ${quote('eval "$(cat)"')}`;
  const { code, stdout, stderr } = await connection.exec(timed, {
    stdin: `${script}\n`,
    timeoutSec: hook.timeoutSec + killAfterSec + 10,
    signal: context.signal,
  });
  return { code: endedCodes.includes(code) ? undefined : code, output: `${stdout}${stderr}` };
}
