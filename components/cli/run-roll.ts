import type { MemberStatus } from "../rolling/membership/node-status";
import type { StatusPlan } from "../rolling/membership/plans";

/** What the roll program's `status` answers. */
export interface RollStatus {
  readonly nodes: readonly { readonly node: string; readonly balancers: readonly MemberStatus[] }[];
  readonly unreachable: readonly { readonly balancer: string; readonly reason: string }[];
}

/**
 * Asks every balancer what it knows of its members.
 *
 * @throws Error with what the roll program said when it fails.
 */
export async function readRollStatus(
  plan: StatusPlan,
  signal = new AbortController().signal,
): Promise<RollStatus> {
  const lines: string[] = [];
  const { code, out } = await run("status", plan, signal, (line) => lines.push(line));
  if (code !== 0) throw new Error(lines.join("\n"));
  return JSON.parse(out) as RollStatus;
}

/** Brings nodes back that were left out without reason. @returns whether each of them could be. */
export async function repairRoll(
  plan: StatusPlan,
  say: (line: string) => void,
  signal = new AbortController().signal,
): Promise<{ readonly ok: boolean; readonly result?: Readonly<Record<string, unknown>> }> {
  const { code, out } = await run("repair", plan, signal, say);
  return code === 0 ? { ok: true, result: JSON.parse(out) as Record<string, unknown> } : { ok: false };
}

async function run(
  command: "status" | "repair",
  plan: StatusPlan,
  signal: AbortSignal,
  say: (line: string) => void,
): Promise<{ readonly code: number; readonly out: string }> {
  const { runProgram } = require("../program/program") as typeof import("../program/program");
  let out = "";
  const code = await runProgram({
    args: [command, "--json"],
    env: process.env,
    readPlan: async () => JSON.stringify(plan),
    writeOut: (line) => {
      out = line;
    },
    writeErr: say,
    signal,
  });
  return { code, out };
}
