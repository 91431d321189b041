import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { failOnProblems } from "../validation/fail-on-problems";
import { type BackupSettings, checkBackup, planBackup } from "./plan-backup";

/** What is backed up, when, and for how long it is kept. */
export interface BackupArgs extends BackupSettings {
  /** ARNs of what has data, by a stable name: `{ content: fileSystem.arn, database: database.arn }`. */
  resources: Record<string, pulumi.Input<string>>;
  /** ARN of the KMS key that encrypts the vault; another one would make a new vault. @default AWS's own key for backups */
  kmsKeyArn?: pulumi.Input<string>;
  /** ARN of the SNS topic that hears of a backup, a copy or a restore that failed. @default nobody is told */
  topicArn?: pulumi.Input<string>;
  /** Of everything. @default none */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** What AWS lets its own service do with all that it can back up. */
const policies = ["AWSBackupServiceRolePolicyForBackup", "AWSBackupServiceRolePolicyForRestores"];

const failures = ["BACKUP_JOB_FAILED", "COPY_JOB_FAILED", "RESTORE_JOB_COMPLETED"];

/**
 * Backups by AWS Backup of what a cluster keeps: in a vault that AWS does not delete while something is in it, on
 * request with a copy in another region.
 *
 * @throws pulumi.InputPropertiesError with everything that is wrong, before anything is registered
 */
export class Backup extends pulumi.ComponentResource {
  readonly vaultName: pulumi.Output<string>;
  /** Whom a restore is done as. */
  readonly roleArn: pulumi.Output<string>;
  /** The vault with the copies. @default there are none */
  readonly copyVaultArn?: pulumi.Output<string>;

  constructor(name: string, args: BackupArgs, opts?: pulumi.ComponentResourceOptions) {
    const { resources, kmsKeyArn, topicArn, tags } = args;
    const isEmpty = Object.keys(resources).length === 0;
    const empty = { propertyPath: "resources", reason: "is empty; nothing would be backed up" };
    failOnProblems(`Backup ${name}`, [...(isEmpty ? [empty] : []), ...checkBackup(args)]);
    super("wso2:index:Backup", name, {}, opts);
    const within = { parent: this };
    const rule = planBackup(args);
    const vault = new aws.backup.Vault(name, { kmsKeyArn, tags }, within);
    const copy = rule.copy
      ? new aws.backup.Vault(`${name}-copy`, { region: rule.copy.region, tags }, within)
      : undefined;
    const plan = new aws.backup.Plan(
      name,
      {
        tags,
        rules: [
          {
            ruleName: "wso2",
            targetVaultName: vault.name,
            schedule: rule.schedule,
            startWindow: rule.startWithinMin,
            completionWindow: rule.endWithinMin,
            lifecycle: { deleteAfter: rule.keepDays },
            ...(rule.copy && copy
              ? {
                  copyActions: [
                    { destinationVaultArn: copy.arn, lifecycle: { deleteAfter: rule.copy.keepDays } },
                  ],
                }
              : {}),
          },
        ],
      },
      within,
    );
    const role = createRole(name, vault, args, this);
    new aws.backup.Selection(
      name,
      { planId: plan.id, iamRoleArn: role.arn, resources: Object.values(resources) },
      within,
    );
    if (topicArn !== undefined) {
      new aws.backup.VaultNotifications(
        name,
        { backupVaultName: vault.name, snsTopicArn: topicArn, backupVaultEvents: failures },
        within,
      );
    }
    this.vaultName = vault.name;
    this.roleArn = role.arn;
    if (copy) this.copyVaultArn = copy.arn;
    this.registerOutputs({ vaultName: this.vaultName, roleArn: this.roleArn });
  }
}

function createRole(
  name: string,
  vault: aws.backup.Vault,
  { tags }: BackupArgs,
  parent: pulumi.Resource,
): aws.iam.Role {
  const assumeRolePolicy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "backup.amazonaws.com" } },
    ],
  });
  const role = new aws.iam.Role(`${name}-backup`, { assumeRolePolicy, tags }, { parent });
  // `aws`, `aws-cn` or `aws-us-gov`.
  const partition = vault.arn.apply((arn) => arn.split(":")[1] ?? "aws");
  for (const policy of policies) {
    new aws.iam.RolePolicyAttachment(
      `${name}-${policy.replace("AWSBackupServiceRolePolicyFor", "").toLowerCase()}`,
      {
        role: role.name,
        policyArn: partition.apply((each) => `arn:${each}:iam::aws:policy/service-role/${policy}`),
      },
      { parent },
    );
  }
  return role;
}
