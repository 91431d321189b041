import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { createRollCommand } from "../rolling/roll-command";
import { type MachineLogs, shipLogs } from "./logs/machine-logs";
import type { MachineIdentity } from "./machine-identity";
import type { MachinePlan } from "./machine-plan";
import type { SshAccess } from "./ssh-access";

/** What an EC2 instance is made with, on an identity that outlives it. */
export interface MachineArgs {
  /** What outlives the instance: address, host key, name. */
  identity: MachineIdentity;
  /** How the roll program logs in. */
  access: SshAccess;
  /** Id of a Debian image. Another one replaces the instance. */
  imageId: pulumi.Input<string>;
  /** EC2's name of the size, `t3.small`. Another one replaces the instance. */
  instanceType: pulumi.Input<string>;
  /** Debian's packages that it needs, each with a command that is there once it is installed. */
  packages: MachinePlan["packages"];
  /** Groups the login user joins. @default none */
  groups?: string[];
  /** Of the root disk, in GiB. @default 20 */
  diskSizeGib?: number;
  /** CloudWatch's metrics each minute instead of every five; changed in place. @default as AWS has it: off */
  detailedMonitoring?: boolean;
  /** Name of the instance profile, whose role the machine's programs use; changed in place. @default none */
  instanceProfile?: pulumi.Input<string>;
  /** Where it sends its logs, which gives it an instance profile. @default nowhere */
  logs?: MachineLogs;
  /** A new instance is made only after these. @default none */
  after?: pulumi.Resource[];
  /** A change of this text replaces the instance too. @default image and instance type alone do */
  replaceOn?: pulumi.Input<string>;
  /** The instance stays, whatever image and type are asked for. @default false */
  keep?: boolean;
  /** Limit for a new instance to answer on SSH, in seconds. @default 300 */
  bootTimeoutSec?: number;
  /** Of the instance, beside its name. @default none */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** An EC2 instance that takes on an identity, prepared: its lasting host key, its name, its packages. */
export class Machine extends pulumi.ComponentResource {
  readonly instanceId: pulumi.Output<string>;
  /** New text each time a new instance was prepared: the trigger for what runs on it. */
  readonly prepared: pulumi.Output<string>;
  /** What must be there before anything runs on the machine. */
  readonly ready: pulumi.Resource;

  constructor(name: string, args: MachineArgs, opts?: pulumi.ComponentResourceOptions) {
    super("wso2:index:Machine", name, {}, opts);
    const { identity, logs, instanceProfile = logs?.cloudWatch.instanceProfile } = args;
    const instance = new aws.ec2.Instance(
      name,
      {
        ami: args.imageId,
        instanceType: args.instanceType,
        keyName: args.access.keyName,
        primaryNetworkInterface: { networkInterfaceId: identity.networkInterfaceId },
        metadataOptions: { httpEndpoint: "enabled", httpTokens: "required" },
        rootBlockDevice: { encrypted: true, volumeType: "gp3", volumeSize: args.diskSizeGib ?? 20 },
        ...(instanceProfile === undefined ? {} : { iamInstanceProfile: instanceProfile }),
        ...(args.detailedMonitoring === undefined ? {} : { monitoring: args.detailedMonitoring }),
        tags: pulumi.output(args.tags ?? {}).apply((own) => ({ Name: name, ...own })),
      },
      // AWS changes an instance's type by stopping it: here that is a replacement, which drains first.
      {
        parent: this,
        deleteBeforeReplace: true,
        replaceOnChanges: ["instanceType"],
        dependsOn: args.after,
        ...(args.keep ? { ignoreChanges: ["ami", "instanceType"] } : {}),
        ...(args.replaceOn === undefined ? {} : { replacementTrigger: args.replaceOn }),
      },
    );
    const plan = pulumi.all([identity.ssh, identity.hostPrivateKey]).apply(
      ([target, hostPrivateKey]): MachinePlan => ({
        target,
        hostPrivateKey,
        hostname: identity.key,
        packages: args.packages,
        groups: args.groups ?? [],
        bootTimeoutSec: args.bootTimeoutSec ?? 300,
      }),
    );
    const prepare = createRollCommand(
      `${name}-prepare`,
      { create: "prepare", plan, triggers: [instance.id] },
      { parent: this, dependsOn: [instance] },
    );
    this.instanceId = instance.id;
    this.prepared = prepare.stdout;
    this.ready = prepare;
    if (logs) shipLogs(name, identity, logs, prepare.stdout, { parent: this });
    this.registerOutputs({ instanceId: this.instanceId });
  }
}
