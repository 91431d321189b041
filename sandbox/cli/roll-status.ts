import execa from "execa";
import type { MemberStatus } from "../../components/rolling/membership/node-status";
import type { StatusPlan } from "../../components/rolling/membership/plans";
import { awsEnvironment } from "../cloud/aws-environment";
import { packageRoot } from "../paths";

/** What the roll program's `status` prints. */
export interface RollStatus {
  readonly nodes: readonly { readonly node: string; readonly balancers: readonly MemberStatus[] }[];
  readonly unreachable: readonly { readonly balancer: string; readonly reason: string }[];
}

/**
 * Asks every HAProxy what it knows of its servers, and the load balancer what it knows of the HAProxies.
 *
 * @param endpoint Of the sandbox's AWS API.
 * @throws Error with what the roll program said when it fails.
 */
export async function readRollStatus(plan: StatusPlan, endpoint: string): Promise<RollStatus> {
  const { stdout } = await runRoll("status", plan, endpoint);
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as RollStatus;
}

/**
 * Brings nodes back that were left out without reason; what it does goes to standard error.
 *
 * @returns false when one of them could not be brought back.
 */
export async function repairRoll(plan: StatusPlan, endpoint: string): Promise<boolean> {
  const { exitCode } = await runRoll("repair", plan, endpoint, { reject: false, stderr: "inherit" });
  return exitCode === 0;
}

function runRoll(command: string, plan: StatusPlan, endpoint: string, options: execa.Options = {}) {
  const program = 'require("pulumi-wso2/roll")';
  return execa(process.execPath, ["-e", program, command], {
    cwd: packageRoot,
    input: JSON.stringify(plan),
    env: awsEnvironment(endpoint),
    ...options,
  });
}
