import { z } from "zod";
import { CloudWatchLogs, checkLogs, type MachineLogs, type Problem, type Product } from "../components";
import { edgeKinds } from "./edge-kinds";
import type { EdgeSettings } from "./edge-settings";

const cloudWatch = z.strictObject({
  agent: z.strictObject({ source: z.string(), sha256: z.string() }),
  retentionDays: z.number().optional(),
  kmsKeyArn: z
    .string()
    .regex(/^arn:[^:\s]+:kms:\S+$/, "an ARN arn:aws:kms:...")
    .optional(),
});

/** Where the machines' logs go besides their own journals. */
export const logSettings = {
  logs: z
    .strictObject({ cloudWatch })
    .optional()
    .describe(
      "Sends the logs of HAProxies and nodes to a log group of CloudWatch that the stack makes. See [On AWS](../on-aws.md#logs-in-cloudwatch).",
    ),
};

type LogSettings = z.infer<z.ZodObject<typeof logSettings>>;

export function checkLogSettings({
  logs,
  edge,
}: LogSettings & { readonly edge?: EdgeSettings | undefined }): Problem[] {
  if (!logs) return [];
  const found = checkLogs(logs.cloudWatch).map(({ propertyPath, reason }) => ({
    ...{ propertyPath: `wso2:logs.cloudWatch.${propertyPath}`, reason },
  }));
  const ofPair = {
    propertyPath: "wso2:logs.cloudWatch",
    reason:
      "is set, and so is an edge of kind failover-pair: its machines have the pair's instance profile, and an instance has one; set wso2:syslog, or another kind",
  };
  return edgeKinds(edge).includes("failover-pair") ? [...found, ofPair] : found;
}

/** The log group of a stack, where one is asked for. */
export function createLogs(name: string, { logs }: LogSettings): CloudWatchLogs | undefined {
  return logs && new CloudWatchLogs(name, logs.cloudWatch);
}

/** What a node sends: its unit's lines, and the product's own log, whichever version writes it. */
export function nodeLogs(
  { service = "integrator", logPath }: Product,
  logs: CloudWatchLogs | undefined,
): MachineLogs | undefined {
  if (!logs) return undefined;
  const name = `wso2-${service}`;
  // A stack trace belongs to the entry above it.
  const log = { name: "log", path: `/opt/wso2/*/${logPath}`, entryBegins: "^(TID: )?\\[" };
  return { cloudWatch: logs, units: [name], files: [log] };
}
