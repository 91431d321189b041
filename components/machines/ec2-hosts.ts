import * as pulumi from "@pulumi/pulumi";
import type { SshTarget } from "../remote/ssh-target";
import type { Host, HostProvider, HostRequest } from "../rolling/host-provider";
import { Machine, type MachineArgs } from "./machine";
import type { MachineIdentity } from "./machine-identity";
import type { SshAccess } from "./ssh-access";

/** What the EC2 instances of a rolling group are made with. */
export interface Ec2HostsArgs {
  /** By stable key, in the order in which they are rolled: `node1`. */
  nodes: Record<string, MachineIdentity>;
  /** How the roll program logs in. */
  access: SshAccess;
  /** Image, size and tags of each instance; a changed image or type is a new instance, unless it is rolled in place. */
  machine: Pick<
    MachineArgs,
    "imageId" | "instanceType" | "diskSizeGib" | "detailedMonitoring" | "tags" | "logs"
  >;
  /** What the operator calls the image, for plans and errors; it changes when the image does. @default its id */
  image?: string;
}

/** EC2 instances made here, each on an identity that outlives it. */
export class Ec2Hosts implements HostProvider {
  readonly keys: readonly string[];

  constructor(private readonly args: Ec2HostsArgs) {
    this.keys = Object.keys(args.nodes);
  }

  ssh(key: string): pulumi.Output<SshTarget> {
    return this.identity(key).ssh;
  }

  describe(): pulumi.Input<string> {
    const { imageId, instanceType } = this.args.machine;
    const { image } = this.args;
    if (image !== undefined && typeof instanceType === "string") return `${image} ${instanceType}`;
    return pulumi.interpolate`${image ?? imageId} ${instanceType}`;
  }

  create({ parent, name, key, after, packages, replaceOn, keepMachine }: HostRequest): Host {
    const { access, machine: settings } = this.args;
    const identity = this.identity(key);
    const machine = new Machine(
      name,
      { ...settings, identity, access, packages, after, replaceOn, keep: keepMachine },
      { parent },
    );
    return {
      ssh: identity.ssh,
      prepared: machine.prepared,
      ready: [machine.ready],
      instanceId: machine.instanceId,
    };
  }

  private identity(key: string): MachineIdentity {
    const identity = this.args.nodes[key];
    if (!identity) throw new Error(`no node ${key}`);
    return identity;
  }
}
