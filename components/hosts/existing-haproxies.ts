import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import type { HaproxyMember } from "../haproxy/haproxy-member";
import type { MachineCheck } from "../remote/machine-needs";
import type { BalancedNode, Balancers } from "../rolling/balancers";
import type { BalancerMember } from "../rolling/membership/balancer-member";
import { createRollCommand } from "../rolling/roll-command";
import type { InventoryHost } from "./inventory";
import { checkedKeys, type SshKeys, sshTarget } from "./ssh-target";

/** A node as somebody else's HAProxy configuration names it. */
export interface ServerName {
  readonly backend: string;
  readonly server: string;
  /** Where HAProxy reaches the node, where that is no address of its machine. @default one of the machine's own */
  readonly serverAddress?: string;
}

/** HAProxies that are there already, and how they call the nodes. */
export interface ExistingHaproxiesArgs {
  /** The machines, and on each the command socket, a file, that takes `level admin` commands. */
  machines: readonly { readonly host: InventoryHost; readonly socketPath: string }[];
  /** The private keys that log in. */
  keys: pulumi.Input<SshKeys>;
  /** By node. */
  servers: Readonly<Record<string, ServerName>>;
  /**
   * Lines of other backends that stay as they are although they lead to a node, as `backend` or `backend/server`.
   * @default every line of a node leaves and joins with it
   */
  leaveAlone?: readonly string[];
  /** Machines to try what the roll will do on, beside the HAProxies: the nodes. @default none */
  alsoCheck?: pulumi.Input<pulumi.Input<MachineCheck>[]>;
  /** A change of this text has the names checked anew: the version, for instance. */
  checkOn: pulumi.Input<string>;
}

/**
 * HAProxy machines that exist already, with a configuration that is not ours: nodes are drained and enabled
 * on them, and nothing else. Before the first node of a roll moves, every name is looked up on every one.
 */
export class ExistingHaproxies extends pulumi.ComponentResource implements Balancers {
  readonly configured: pulumi.Resource[];
  private readonly sshKeys: pulumi.Output<SshKeys>;

  constructor(
    name: string,
    private readonly args: ExistingHaproxiesArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    const keys = checkedKeys(`ExistingHaproxies ${name}`, args.keys);
    super("wso2:index:ExistingHaproxies", name, {}, opts);
    this.sshKeys = keys;
    const nodes = Object.keys(args.servers);
    const plan = pulumi
      .all([pulumi.all(nodes.map((key) => this.members({ key }))), pulumi.output(args.alsoCheck ?? [])])
      .apply(([members, machines]) => ({
        nodes: nodes.map((node, index) => ({ node, members: members[index] ?? [] })),
        ...(machines.length > 0 ? { machines } : {}),
      }));
    const names = digestNames(args);
    this.configured = [
      createRollCommand(
        `${name}-members`,
        { create: "check-members", plan, triggers: [names, args.checkOn] },
        { parent: this },
      ),
    ];
    this.registerOutputs({});
  }

  members({ key }: BalancedNode): pulumi.Output<BalancerMember[]> {
    const { machines, servers, leaveAlone = [] } = this.args;
    const server = servers[key];
    if (!server) throw new Error(`no server for node ${key}`);
    const members = this.sshKeys.apply((keys) =>
      machines.map(
        ({ host, socketPath }): HaproxyMember => ({
          kind: "haproxy",
          balancer: host.name,
          ssh: sshTarget(host, keys),
          socketPath,
          ...server,
          ...(leaveAlone.length > 0 ? { leaveAlone } : {}),
        }),
      ),
    );
    return pulumi.secret(members);
  }
}

function digestNames({ machines, servers, leaveAlone = [] }: ExistingHaproxiesArgs): string {
  const names = [
    machines.map(({ host, socketPath }) => [host.name, host.address, socketPath]),
    servers,
    ...(leaveAlone.length > 0 ? [leaveAlone] : []),
  ];
  return createHash("sha256").update(JSON.stringify(names)).digest("hex").slice(0, 12);
}
