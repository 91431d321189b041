import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { TierSecurityGroup } from "../network/tier-security-group";
import { failOnProblems } from "../validation/fail-on-problems";
import { checkFileSystem } from "./check-file-system";
import type { NfsShare } from "./content-settings";
import { planFileSystemPolicy } from "./plan-file-system-policy";

/** What a file system of EFS is made with. Everything that is not set is as production needs it. */
export interface SharedFileSystemArgs {
  /** Of which VPC the security group is; it resolves names by Amazon's resolver, as VPCs do unless they are told not to. */
  vpcId: pulumi.Input<string>;
  /** Private ones, one in each availability zone of the nodes: each gets a mount target. */
  subnetIds: pulumi.Input<string>[];
  /** Security groups of the machines that may mount it, by a stable name; nobody else may. */
  allowFrom: Record<string, pulumi.Input<string>>;
  /** ARN of the KMS key that encrypts it; another one would make a new, empty file system. @default AWS's own key for EFS */
  kmsKeyArn?: pulumi.Input<string>;
  /**
   * AWS backs it up each night and keeps 35 days, in its vault `aws/efs/automatic-backup-vault`. Set it to false where a
   * `Backup` has it. @default true
   */
  automaticBackup?: boolean;
  /** Pulumi neither deletes it nor replaces it by an empty one. To delete it, set this to false and `up` first. @default true */
  deletionProtection?: boolean;
  /** Of everything. @default none */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/**
 * A file system of EFS that nodes have in common: encrypted, reached by TLS alone and from the given security groups
 * alone, with a mount target in each zone. Give its `share` to a `ContentSync`.
 *
 * @throws pulumi.InputPropertiesError with everything that is wrong, before anything is registered
 */
export class SharedFileSystem extends pulumi.ComponentResource {
  /** For a `ContentSync`. */
  readonly share: NfsShare;
  readonly id: pulumi.Output<string>;
  /** For a `Backup`. */
  readonly arn: pulumi.Output<string>;
  /** The security group that its mount targets are in. */
  readonly groupId: pulumi.Output<string>;

  constructor(name: string, args: SharedFileSystemArgs, opts?: pulumi.ComponentResourceOptions) {
    failOnProblems(`SharedFileSystem ${name}`, checkFileSystem(args));
    super("wso2:index:SharedFileSystem", name, {}, opts);
    const within = { parent: this };
    const { deletionProtection = true, automaticBackup = true } = args;
    const tags = pulumi.output(args.tags ?? {}).apply((own) => ({ Name: name, ...own }));
    const { groupId } = new TierSecurityGroup(
      name,
      {
        ...{ vpcId: args.vpcId, description: "shared file system", tags: args.tags },
        openings: Object.entries(args.allowFrom).map(([from, group]) => ({
          from,
          groupId: group,
          port: 2049,
        })),
      },
      within,
    );
    const fileSystem = new aws.efs.FileSystem(
      name,
      { encrypted: true, kmsKeyId: args.kmsKeyArn, throughputMode: "elastic", tags },
      { ...within, protect: deletionProtection },
    );
    const ofIt = { fileSystemId: fileSystem.id };
    new aws.efs.FileSystemPolicy(name, { ...ofIt, policy: planFileSystemPolicy() }, within);
    new aws.efs.BackupPolicy(
      name,
      { ...ofIt, backupPolicy: { status: automaticBackup ? "ENABLED" : "DISABLED" } },
      within,
    );
    const targets = args.subnetIds.map(
      (subnetId, index) =>
        new aws.efs.MountTarget(
          `${name}-${index + 1}`,
          { ...ofIt, subnetId, securityGroups: [groupId] },
          // A zone has one at a time.
          { ...within, deleteBeforeReplace: true },
        ),
    );
    this.id = fileSystem.id;
    this.arn = fileSystem.arn;
    this.groupId = groupId;
    // Its name leads nowhere before there is a mount target.
    const reached = pulumi.all(targets.map((each) => each.id)).apply(() => fileSystem.dnsName);
    this.share = { server: reached, efs: true };
    this.registerOutputs({ id: this.id, arn: this.arn });
  }
}
