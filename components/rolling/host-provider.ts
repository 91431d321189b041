import type * as pulumi from "@pulumi/pulumi";
import type { SshTarget } from "../remote/ssh-target";

/** A Debian package, known by a command that it brings. */
export interface Package {
  readonly command: string;
  readonly name: string;
}

/** What a rolling group asks of a machine. */
export interface HostRequest {
  readonly parent: pulumi.Resource;
  /** Name for the resources of this node: `<group>-<key>`. */
  readonly name: string;
  readonly key: string;
  /** A machine that has to be made or replaced waits for these. */
  readonly after: pulumi.Resource[];
  readonly packages: readonly Package[];
  /** A change of this text replaces the machine; without it only what the machine is made of does. */
  readonly replaceOn?: pulumi.Input<string>;
  /** The machine stays, whatever it is to be made of now. @default false */
  readonly keepMachine?: boolean;
}

/** A machine of a rolling group. */
export interface Host {
  /** How to reach it; secret. */
  readonly ssh: pulumi.Output<SshTarget>;
  /** New text each time another machine has taken the node's place. */
  readonly prepared: pulumi.Input<string>;
  /** What must be there before anything runs on the machine. */
  readonly ready: pulumi.Resource[];
  /** Of an EC2 instance. */
  readonly instanceId?: pulumi.Output<string>;
}

/** Where a rolling group's machines come from: made here, or there already. */
export interface HostProvider {
  /** The nodes in the order in which they are rolled. */
  readonly keys: readonly string[];
  /** Whether a machine may be made or replaced, which takes its time. @default true */
  readonly makesMachines?: boolean;
  /** The way to a node, which outlives its machine; secret. */
  ssh(key: string): pulumi.Output<SshTarget>;
  /**
   * What a machine is made of, `ami-0123 m6i.large`; a change of it replaces the machine. Where it is plain text,
   * a strategy that does not allow the change fails before anything is registered.
   */
  describe(key: string): pulumi.Input<string>;
  /** Makes the resources of one node's machine, if it needs any. */
  create(request: HostRequest): Host;
}
