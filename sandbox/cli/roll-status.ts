import execa from "execa";
import type { StatusPlan } from "../../components/rolling/program/plans";
import type { MemberStatus } from "../../components/rolling/program/status";
import { packageRoot } from "../paths";

/** What the roll program's `status` prints. */
export interface RollStatus {
  readonly nodes: readonly { readonly node: string; readonly balancers: readonly MemberStatus[] }[];
  readonly unreachable: readonly { readonly balancer: string; readonly reason: string }[];
}

/**
 * Asks every HAProxy what it knows of its servers.
 *
 * @throws Error with what the roll program said when it fails.
 */
export async function readRollStatus(plan: StatusPlan): Promise<RollStatus> {
  const program = 'require("pulumi-wso2/roll")';
  const { stdout } = await execa(process.execPath, ["-e", program, "status"], {
    cwd: packageRoot,
    input: JSON.stringify(plan),
  });
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as RollStatus;
}
