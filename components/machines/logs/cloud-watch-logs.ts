import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { failOnProblems } from "../../validation/fail-on-problems";
import { checkLogs } from "./check-logs";
import type { CloudWatchAgent, CloudWatchLogsArgs } from "./cloud-watch-logs-args";
import { planLogPermissions } from "./plan-log-permissions";

export type { CloudWatchAgent, CloudWatchLogsArgs } from "./cloud-watch-logs-args";

/**
 * A log group of CloudWatch for machines, and what lets them send to it: a role with the right to add to this group
 * and no other. A machine that gets it sends what the journal has of its own program. Logs that can't be sent stay in
 * the journal, and hurt nothing.
 *
 * @throws pulumi.InputPropertiesError with every problem of the input
 */
export class CloudWatchLogs extends pulumi.ComponentResource {
  readonly logGroupName: pulumi.Output<string>;
  /** Name of the instance profile that the machines have. */
  readonly instanceProfile: pulumi.Output<string>;
  /** What sends them. */
  readonly agent: CloudWatchAgent;
  /** What must be there before a machine can send. */
  readonly rights: pulumi.Resource;

  constructor(name: string, args: CloudWatchLogsArgs, opts?: pulumi.ComponentResourceOptions) {
    failOnProblems(`CloudWatchLogs ${name}`, checkLogs(args));
    super("wso2:index:CloudWatchLogs", name, {}, opts);
    const within = { parent: this };
    const { logGroupName = `/${name}`, retentionDays = 90, kmsKeyArn, tags } = args;
    const group = new aws.cloudwatch.LogGroup(
      name,
      {
        name: logGroupName,
        retentionInDays: retentionDays,
        ...(kmsKeyArn === undefined ? {} : { kmsKeyId: kmsKeyArn }),
        tags,
      },
      within,
    );
    const trust = {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "ec2.amazonaws.com" } }],
    };
    const role = new aws.iam.Role(name, { assumeRolePolicy: JSON.stringify(trust), tags }, within);
    const policy = group.arn.apply((arn) => JSON.stringify(planLogPermissions(arn)));
    this.rights = new aws.iam.RolePolicy(name, { role: role.name, policy }, within);
    const profile = new aws.iam.InstanceProfile(name, { role: role.name, tags }, within);
    this.agent = args.agent;
    this.logGroupName = group.name;
    this.instanceProfile = profile.name;
    this.registerOutputs({ logGroupName: this.logGroupName, instanceProfile: this.instanceProfile });
  }
}
