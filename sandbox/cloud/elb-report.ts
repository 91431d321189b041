import type { ElbInstanceHealth } from "../elb/parse-stats";
import { writeReport } from "./report-file";

/** What a load balancer's data plane sees, for the AWS API to tell. */
export interface ElbReport {
  /** The instances that it serves. */
  readonly instances: readonly ElbInstanceHealth[];
  /** Requests on their way to each address, those of instances that are draining too. */
  readonly inFlight: Readonly<Record<string, number>>;
}

/** Puts the reports, by load balancer, where the AWS API reads them. */
export function writeElbReports(
  stateDir: string,
  reports: Readonly<Record<string, ElbReport>>,
): Promise<void> {
  return writeReport(stateDir, "elb-reports.json", reports);
}
