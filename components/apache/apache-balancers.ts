import * as pulumi from "@pulumi/pulumi";
import type { SshTarget } from "../remote/ssh-target";
import { type BalancedNode, type Balancers, boardsOf } from "../rolling/balancers";
import type { BalancerMember } from "../rolling/membership/balancer-member";
import type { NodeBehind } from "../rolling/membership/plans";
import { failOnProblems } from "../validation/fail-on-problems";
import { Problems } from "../validation/problems";
import type { ApacheManager, ApacheMember } from "./apache-member";

/** Apaches and the balancers of theirs that have the nodes of one group. */
export interface ApacheBalancersArgs {
  /** How to reach each Apache's machine, by key: `apache1`. A `MachineIdentity` has it. */
  apaches: Record<string, { readonly ssh: pulumi.Input<SshTarget> }>;
  /** httpd's balancers that have the nodes, without `balancer://`. `ApacheWorkload.behind` names those of a product. */
  groups: string[];
  /** Where each machine itself reaches its balancer manager. */
  manager: ApacheManager;
  /** What a node is called there: the worker's route, or `host:port` where it has none. @default the node's key */
  server?: (node: string) => string;
  /**
   * A folder of `Define` lines that the configuration reads: what is out stays out after a restart of httpd.
   * @default httpd's own `BalancerPersist`, where it is on
   */
  statesFolder?: string;
  /** Workers that stay as they are although they lead to a node, as `balancer/worker` or `balancer`. @default none */
  leaveAlone?: string[];
  /** What must be there before a node joins: the Apaches in service. @default nothing */
  configured?: pulumi.Resource[];
}

/**
 * Nodes behind Apache httpd with mod_proxy_balancer, for a `RollingGroup`. Makes nothing.
 * @throws pulumi.InputPropertiesError with all that is wrong.
 */
export class ApacheBalancers implements Balancers {
  readonly configured: pulumi.Resource[];

  constructor(private readonly args: ApacheBalancersArgs) {
    const problems = new Problems();
    const need = (what: string, count: number) =>
      problems.require(count > 0, what, "got none; one at least is needed");
    need("apaches", Object.keys(args.apaches).length);
    need("groups", args.groups.length);
    problems.integer(args.manager.port, "manager.port", 1, 65_535);
    failOnProblems("ApacheBalancers", problems.list);
    this.configured = args.configured ?? [];
  }

  /** A node as a worker of every Apache, in each balancer that has it; secret. */
  members({ key }: BalancedNode): pulumi.Output<BalancerMember[]> {
    const { apaches, groups, manager, server, statesFolder, leaveAlone } = this.args;
    const members = pulumi.all(Object.values(apaches).map(({ ssh }) => ssh)).apply((targets) =>
      targets.flatMap((ssh, index) =>
        groups.map(
          (group, place): ApacheMember => ({
            kind: "apache",
            balancer: Object.keys(apaches)[index] ?? ssh.name,
            ...{ ssh, manager, group, server: server?.(key) ?? key },
            ...(place > 0 ? { isFurther: true, title: `${Object.keys(apaches)[index]} (${group})` } : {}),
            ...(statesFolder === undefined ? {} : { statesFolder }),
            ...(leaveAlone === undefined ? {} : { leaveAlone }),
          }),
        ),
      ),
    );
    return pulumi.secret(members);
  }
}

/** Nodes that Apaches have behind them. */
export interface NodesBehindApaches {
  /** The nodes' keys. */
  readonly nodes: readonly string[];
  /** How they are on the Apaches. */
  readonly on: ApacheBalancers;
}

/**
 * What stands in front of Apache machines, for their own `RollingGroup`: an Apache that was changed takes clients again
 * only once it has every node in service that the other Apaches have, and shuts out those that a roll has out there.
 */
export class FrontOfApaches implements Balancers {
  readonly configured: pulumi.Resource[];
  readonly areReplaced?: boolean;

  /**
   * @param front What takes clients to the Apaches, such as a `HaproxyTier`.
   * @param nodes What is behind them; all groups.
   */
  constructor(
    private readonly front: Balancers,
    private readonly nodes: readonly NodesBehindApaches[],
  ) {
    this.configured = front.configured;
    if (front.areReplaced !== undefined) this.areReplaced = front.areReplaced;
  }

  members(node: BalancedNode): pulumi.Output<BalancerMember[]> {
    return this.front.members(node);
  }

  boards(): pulumi.Output<BalancerMember[]> {
    return boardsOf(this.front);
  }

  still(members: readonly BalancerMember[]): pulumi.Output<BalancerMember[]> {
    return this.front.still?.(members) ?? pulumi.output([]);
  }

  behind({ key: apache }: Pick<BalancedNode, "key">): pulumi.Output<NodeBehind[]> {
    const keys = this.nodes.flatMap(({ nodes, on }) => nodes.map((key) => ({ key, on })));
    const all = pulumi.all(keys.map(({ key, on }) => on.members({ key })));
    return pulumi.secret(
      all.apply((lists) =>
        lists.flatMap((members, index) => planBehind(keys[index]?.key ?? "", apache, members)),
      ),
    );
  }
}

/** One for each balancer that the node is in. */
function planBehind(node: string, apache: string, members: readonly BalancerMember[]): NodeBehind[] {
  const groupOf = (member: BalancerMember) => (member as ApacheMember).group;
  return members
    .filter(({ balancer }) => balancer === apache)
    .map((own) => ({
      ...{ node, own },
      peers: members.filter((each) => each.balancer !== apache && groupOf(each) === groupOf(own)),
    }));
}
