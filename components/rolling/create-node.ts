import type * as command from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import type { SshTarget } from "../remote/ssh-target";
import type { Balancers } from "./balancers";
import type { DeployedGroup } from "./deployed";
import type { GroupHooks } from "./group-hooks";
import type { Host, HostProvider } from "./host-provider";
import { startedOf } from "./known-start";
import { planLeaseSec, type ResolvedLimits } from "./limits";
import type { BalancerMember } from "./membership/balancer-member";
import type { Floor, MembershipPlan } from "./membership/plans";
import { planNodeHooks } from "./node-hooks";
import type { NodePlan } from "./node-plan";
import { createRollCommand } from "./roll-command";
import { Strategy } from "./strategy";
import type { Workload } from "./workload";

/** What all nodes of a group have in common. */
export interface NodeContext {
  readonly parent: pulumi.Resource;
  readonly group: string;
  readonly hosts: HostProvider;
  readonly workload: Workload;
  readonly balancers: Balancers;
  readonly strategy: Strategy;
  readonly limits: ResolvedLimits;
  readonly hooks: GroupHooks;
  /** What the last deployment left. @default nothing yet */
  readonly deployed?: DeployedGroup;
  /** Which batch a node is in as configured, `batch 2/3`: the lines of its steps say it. */
  readonly progressOf: (key: string) => string;
}

/** What a node is to run, before anything of it is made. */
export interface NodeDesign {
  readonly key: string;
  /** Secret. */
  readonly plan: pulumi.Output<NodePlan>;
  /** Digest of the configuration; not secret. */
  readonly configuration: pulumi.Output<string>;
  /** What the machine is made of. */
  readonly machine: pulumi.Input<string>;
  /** A change of this text replaces the machine too. */
  readonly replaceOn: pulumi.Input<string>;
}

/** A node's machine and what runs on it. */
export interface NodeService {
  readonly key: string;
  readonly host: Host;
  /** Secret. */
  readonly plan: pulumi.Output<NodePlan>;
  readonly service: pulumi.Resource;
  /** New text at each start. */
  readonly started: pulumi.Output<string>;
  readonly members: pulumi.Output<BalancerMember[]>;
}

/** The same once it serves. */
export interface JoinedNode extends NodeService {
  /** New text at each join. */
  readonly joined: pulumi.Output<string>;
}

/** Decides what a node runs; waits for no other node. */
export function designNode({ parent, group, hosts, workload, limits }: NodeContext, key: string): NodeDesign {
  const plan = workload.plan({ parent, name: `${group}-${key}`, key, ssh: hosts.ssh(key), limits });
  return {
    key,
    plan,
    configuration: pulumi.unsecret(plan.apply((each) => workload.digest(each))),
    machine: hosts.describe(key),
    replaceOn: "",
  };
}

/** Where a balancer has not been told. Another batch size must not change the services. */
const strictFloor: Floor = { maxUnavailable: 1 };

/** The first links of a node's chain: machine and service. Both wait for `previous`. */
export function createService(
  context: NodeContext,
  { key, plan, configuration, machine, replaceOn }: NodeDesign,
  previous: pulumi.Resource[],
): NodeService {
  const { parent, group, hosts, workload, balancers, strategy, hooks, deployed } = context;
  const name = `${group}-${key}`;
  const content = [`version ${workload.version}`, pulumi.interpolate`configuration ${configuration}`];
  const host = hosts.create({
    parent,
    name,
    key,
    after: previous,
    packages: workload.packages,
    replaceOn,
    keepMachine: strategy === Strategy.inPlace,
  });
  const members = balancers.members({ key, instanceId: host.instanceId });
  const service = createRollCommand(
    `${name}-service`,
    {
      create: "start",
      delete: "stop",
      plan: pulumi.all([plan, members]).apply(([each, on]) => ({
        ...each,
        members: on,
        leave: planMembership(context, { node: key, members: on, target: each.target, floor: strictFloor }),
        after: planNodeHooks(hooks.afterNode, key, workload.version, each.target),
      })),
      triggers: [host.prepared, ...content],
    },
    { parent, dependsOn: [...host.ready, ...previous] },
  );
  const facts = {
    key,
    version: workload.version,
    machine,
    configuration,
    deployed,
  };
  return { key, host, plan, service, started: startedOf(service, facts), members };
}

/** The last link: the node in service on every balancer. */
export function createMembership(
  context: NodeContext,
  { key, host, plan: service, started, members }: NodeService,
  floor: Floor,
  after: pulumi.Resource[],
): command.local.Command {
  const { parent, group, workload, balancers } = context;
  return createRollCommand(
    `${group}-${key}-membership`,
    {
      create: "join",
      delete: "leave",
      follow: balancers.areReplaced,
      plan: pulumi
        .all([members, host.ssh, service, balancers.behind?.({ key })])
        .apply(([on, target, each, behind]) => ({
          ...planMembership(context, { node: key, members: on, target, floor }),
          restart: workload.asInstalled(each),
          ...(behind ? { behind } : {}),
        })),
      triggers: [started],
    },
    { parent, dependsOn: after },
  );
}

function planMembership(
  { group, hosts, limits, hooks, workload, progressOf }: NodeContext,
  {
    node,
    members,
    target,
    floor,
  }: Pick<MembershipPlan, "node" | "members" | "floor"> & { target: SshTarget },
): MembershipPlan {
  const { drain, join } = limits;
  const before = planNodeHooks(hooks.beforeNode, node, workload.version, target);
  return {
    ...{ node, group, members, floor, drain, join },
    leaseSec: planLeaseSec(hosts),
    progress: progressOf(node),
    ...(before ? { before } : {}),
  };
}
