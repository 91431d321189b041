import type { Cli } from "../../../sandbox/cli/drive-cli";
import { type LoadReport, runLoadInChild } from "../../../sandbox/load";
import { mostOutAtOnce, readMachineEvents } from "./machine-logs";
import { printEvidence } from "./print-evidence";

/** Short waits, so that a whole file fits a build; what is waited for is the same. */
export const quickSettings = [
  "wso2:quietSec=1",
  "wso2:sessionTimeoutSec=3",
  "wso2:stableSec=3",
  "wso2:startTimeoutSec=60",
  "wso2:javaOpts=-Dstandin.startSeconds=2",
];

interface Load {
  /** @default 40 */
  readonly ratePerSec?: number;
  /** File of what its clients trust. @default the stack's `caPem` before the change */
  readonly trusted?: string;
}

/** Makes a change while another process drives every kind of request; what the load saw is the result. */
export async function underLoad(
  cli: Cli,
  change: () => Promise<unknown>,
  { ratePerSec = 40, trusted }: Load = {},
): Promise<LoadReport> {
  const { url, host, caFile } = await cli.outputs();
  const load = runLoadInChild({
    url,
    host,
    caFile: trusted ?? caFile,
    seconds: 600,
    ratePerSec,
    stickySessions: 50,
  });
  try {
    await change();
  } catch (error) {
    await load.stop();
    throw error;
  }
  const report = await load.stop();
  if (report.failures.length > 0) await printEvidence(cli, report);
  return report;
}

/** Every change must be lossless, and never take more nodes out at once than this. */
export async function rollsWithoutLoss(
  cli: Cli,
  change: () => Promise<unknown>,
  nodes: readonly string[],
  { mostOut = 1 } = {},
): Promise<LoadReport> {
  const since = Date.now();
  const report = await underLoad(cli, change);
  expect(report.failures).toEqual([]);
  expect(report.requests).toBeGreaterThan(500);
  const events = await readMachineEvents(cli, ["haproxy1", "haproxy2"], nodes, since);
  expect(mostOutAtOnce(events)).toBe(mostOut);
  return report;
}
