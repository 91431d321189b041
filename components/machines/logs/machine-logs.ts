import * as pulumi from "@pulumi/pulumi";
import { createRollCommand } from "../../rolling/roll-command";
import type { MachineIdentity } from "../machine-identity";
import type { CloudWatchLogs } from "./cloud-watch-logs";
import type { LogFile, LogPlan } from "./log-plan";

/** The logs of a machine that go to CloudWatch: a stream of the log group for each unit and file. */
export interface MachineLogs {
  /** Where they go, and what sends them. */
  cloudWatch: CloudWatchLogs;
  /** Units of systemd whose lines in the journal are sent. @default that of what runs there: `haproxy` */
  units?: string[];
  /** Files that are sent. @default none */
  files?: LogFile[];
}

/** Nothing else of the machine waits for this: a log that can't be sent keeps no node out of service. */
export function shipLogs(
  name: string,
  { ssh }: Pick<MachineIdentity, "ssh">,
  { cloudWatch, units = [], files = [] }: MachineLogs,
  prepared: pulumi.Input<string>,
  opts: pulumi.CustomResourceOptions,
): void {
  const { agent, rights } = cloudWatch;
  const plan = pulumi
    .all([ssh, cloudWatch.logGroupName])
    .apply(([target, logGroupName]): LogPlan => ({ target, agent, logGroupName, units, files }));
  createRollCommand(
    `${name}-logs`,
    { create: "ship-logs", update: "ship-logs", plan, triggers: [prepared] },
    { ...opts, dependsOn: [rights] },
  );
}
