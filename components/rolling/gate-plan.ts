import type { StatusPlan } from "./membership/plans";

/** `gate`: goes on only when somebody has approved this very roll; a first deployment needs nobody. */
export interface GatePlan {
  readonly batch: number;
  readonly nodes: readonly string[];
  /** What is rolled out: changes with every change of version, configuration or machine. */
  readonly rollId: string;
  readonly approved?: string;
  /** The command by which somebody approves. */
  readonly approveWith: string;
  /** The nodes of later batches: as long as none of them has ever served, there is nothing to protect. */
  readonly later: StatusPlan["nodes"];
}
