import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ElbInstanceHealth } from "../elb/parse-stats";

/** What a load balancer's data plane sees, for the AWS API to tell. */
export interface ElbReport {
  /** The instances that it serves. */
  readonly instances: readonly ElbInstanceHealth[];
  /** Requests on their way to each address, those of instances that are draining too. */
  readonly inFlight: Readonly<Record<string, number>>;
}

const written = new Map<string, string>();

/** Puts the reports, by load balancer, where the AWS API reads them; unchanged ones are not written again. */
export async function writeElbReports(
  stateDir: string,
  reports: Readonly<Record<string, ElbReport>>,
): Promise<void> {
  const path = join(stateDir, "aws-api", "elb-reports.json");
  const text = JSON.stringify(reports);
  if (written.get(path) === text) return;
  const unfinished = `${path}.${process.pid}.tmp`;
  await writeFile(unfinished, text);
  await rename(unfinished, path);
  written.set(path, text);
}
