import { type Problem, Problems } from "../../validation/problems";
import type { CloudWatchLogsArgs } from "./cloud-watch-logs-args";

/** `PutRetentionPolicy` of the CloudWatch Logs API; 0 is the provider's word for a group without one. */
const retentionDays = [
  ...[0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731],
  ...[1096, 1827, 2192, 2557, 2922, 3288, 3653],
];

type LogFacts = Pick<CloudWatchLogsArgs, "logGroupName" | "retentionDays"> & {
  readonly agent: CloudWatchLogsArgs["agent"];
};

/** What is wrong with where logs go, and with the package of what sends them. */
export function checkLogs({ logGroupName, retentionDays: days = 90, agent }: LogFacts): Problem[] {
  const problems = new Problems();
  if (logGroupName !== undefined)
    problems.matches(
      logGroupName,
      "logGroupName",
      /^[A-Za-z0-9_./#-]{1,512}$/,
      "up to 512 letters, digits and _./#-",
    );
  const allowed = `CloudWatch knows ${retentionDays.join(", ")}`;
  problems.require(retentionDays.includes(days), "retentionDays", `got ${days}; ${allowed}`);
  problems.matches(
    agent.source,
    "agent.source",
    /^https:\/\/[^\s"'\\]+\.deb$/,
    "the https:// address of a .deb of the CloudWatch agent",
  );
  problems.matches(
    agent.sha256,
    "agent.sha256",
    /^[0-9a-f]{64}$/,
    `a SHA-256 in hex; check Amazon's signature of the package, then \`curl -fL ${agent.source} | sha256sum\` prints it`,
  );
  return problems.list;
}
