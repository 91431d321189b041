import type * as pulumi from "@pulumi/pulumi";

/** Where the logs of machines go in CloudWatch, and what sends them. */
export interface CloudWatchLogsArgs {
  /** Name of the log group. @default the component's name, with a slash before it */
  logGroupName?: string;
  /** CloudWatch forgets after so many days; one of those that it knows, 0 for never. @default 90 */
  retentionDays?: number;
  /** ARN of a key of KMS that encrypts the group; its policy must let CloudWatch Logs use it. @default CloudWatch's own */
  kmsKeyArn?: pulumi.Input<string>;
  /** The program on each machine that sends them. */
  agent: CloudWatchAgent;
  /** Of log group, role and instance profile. @default none */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** Amazon's CloudWatch agent, 1.300070 or newer: the first that reads the journal. */
export interface CloudWatchAgent {
  /**
   * `https://` address of its package for Debian, as
   * `https://amazoncloudwatch-agent-<region>.s3.<region>.amazonaws.com/debian/amd64/latest/amazon-cloudwatch-agent.deb`.
   */
  source: string;
  /** SHA-256 of that package, in hex: another one is not installed. */
  sha256: string;
}
