import * as pulumi from "@pulumi/pulumi";
import type { SshTarget } from "../remote/ssh-target";
import type { Host, HostProvider, HostRequest } from "../rolling/host-provider";
import type { InventoryHost } from "./inventory";
import { checkedKeys, type SshKeys, sshTarget } from "./ssh-target";

/** Machines that are there already. */
export interface ExistingHostsArgs {
  /** In the order in which they are rolled. */
  hosts: readonly InventoryHost[];
  /** The private keys that log in. */
  keys: pulumi.Input<SshKeys>;
}

/** Machines that exist already and that somebody else looks after: nothing is made, replaced or removed. */
export class ExistingHosts implements HostProvider {
  readonly keys: readonly string[];
  readonly makesMachines = false;

  private readonly sshKeys: pulumi.Output<SshKeys>;

  /** @throws pulumi.InputPropertiesError for a key that can't log in */
  constructor(private readonly args: ExistingHostsArgs) {
    this.sshKeys = checkedKeys("ExistingHosts", args.keys);
    this.keys = args.hosts.map(({ name }) => name);
  }

  ssh(key: string): pulumi.Output<SshTarget> {
    const host = this.host(key);
    return pulumi.secret(this.sshKeys.apply((keys) => sshTarget(host, keys)));
  }

  describe(key: string): string {
    return this.host(key).hostKey;
  }

  /** A machine is the same for as long as it has the same host key, whatever its address. */
  create({ key }: HostRequest): Host {
    return { ssh: this.ssh(key), prepared: this.describe(key), ready: [] };
  }

  private host(key: string): InventoryHost {
    const host = this.args.hosts.find(({ name }) => name === key);
    if (!host) throw new Error(`no host ${key}`);
    return host;
  }
}
