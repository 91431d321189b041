import type { Command } from "commander";
import { findGroups, joinStatusPlans } from "./groups";
import { repairRoll } from "./run-roll";
import { openStack, type StackChoice, withStack } from "./stack-access";

export function registerRepair(program: Command): void {
  withStack(
    program
      .command("repair")
      .description(
        "bring back nodes that a roll left out, or that one balancer has in service and another has not",
      ),
  )
    .option("--json", "what came of it as JSON")
    .addHelpText(
      "after",
      `
A node comes back by passed checks alone; one that somebody took out by hand stays out. Exit status: 0 when each that
should serve does, 1 when one can't be brought back, 2 when the stack can't be read.

Examples:
  pulumi-wso2 repair --stack prod`,
    )
    .action(async ({ json, ...choice }: StackChoice & { json?: boolean }) => {
      const stack = await openStack(choice);
      const plan = joinStatusPlans(findGroups(stack.name, await stack.outputs()));
      const stopped = new AbortController();
      process.once("SIGINT", () => stopped.abort(new Error("stopped by SIGINT")));
      const { ok, result } = await repairRoll(
        plan,
        (line) => process.stderr.write(`${line}\n`),
        stopped.signal,
      );
      process.exitCode = ok ? 0 : 1;
      if (!result) return;
      const { sayResult } = require("../program/say-result") as typeof import("../program/say-result");
      process.stdout.write(`${json ? JSON.stringify(result) : sayResult("repair", result, undefined)}\n`);
    });
}
