import { RollError } from "../../remote/roll-error";
import type { RollContext, RollResult } from "../context";
import type { Hook, HookPlan } from "./hook-plan";
import type { HookRun } from "./hook-run";

const lineCount = 20;

/** `run-hooks`: the operator's commands, one after the other. */
export async function runHooks(
  context: RollContext,
  { hooks, context: about }: HookPlan,
): Promise<RollResult> {
  for (const hook of hooks) {
    if (context.hooksSkipped) {
      context.report.line(about.label, "hook", `SKIPPED by WSO2_ROLL_HOOKS: ${hook.name}`);
      continue;
    }
    await context.report.step(
      about.label,
      "hook",
      async () => judge(about.label, hook, await run(context, hook, about)),
      () => hook.name,
    );
  }
  return { label: about.label, hooks: hooks.map(({ name }) => name) };
}

function run(context: RollContext, hook: Hook, about: HookPlan["context"]): Promise<HookRun> {
  if (hook.on === "operator") {
    const { runHere } = require("./run-here") as typeof import("./run-here");
    return runHere(hook, about.environment, context.signal);
  }
  const { runOnNode } = require("./run-on-node") as typeof import("./run-on-node");
  return runOnNode(context, hook, about);
}

/** @throws RollError with the last lines of what the command printed. */
function judge(label: string, hook: Hook, { code, output }: HookRun): void {
  if (code === 0) return;
  const lines = output.trimEnd().split("\n").slice(-lineCount);
  throw new RollError({
    node: label,
    step: `hook "${hook.name}"`,
    expected: `status 0 within ${hook.timeoutSec} s, ${hook.on === "node" ? "on the node" : "on this computer"}`,
    seen: code === undefined ? "it did not end in time and was ended" : `status ${code}`,
    logLines: lines.some(Boolean) ? lines : ["it printed nothing"],
    next: "remove the cause, then `pulumi up`; to go on without any hook, run it with WSO2_ROLL_HOOKS=skip",
  });
}
