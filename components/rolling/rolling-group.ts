import * as pulumi from "@pulumi/pulumi";
import { failOnProblems } from "../validation/fail-on-problems";
import type { Balancers } from "./balancers";
import { createNode, type NodeContext } from "./create-node";
import type { HostProvider } from "./host-provider";
import { checkLimits, planLimits, type RollLimits } from "./limits";
import { checkGroup, planBatches } from "./plan-batches";
import type { StatusPlan } from "./program/plans";
import { createRollCommand } from "./roll-command";
import type { Workload } from "./workload";

export interface RollingGroupArgs {
  hosts: HostProvider;
  workload: Workload;
  balancers: Balancers;
  /** Nodes that serve already, by the last deployment: a roll must be able to reach them. @default none */
  existing?: string[];
  /** Nodes that the roll takes first: those that are out of service already. @default none */
  first?: string[];
  limits?: RollLimits;
}

/** One node at a time; the plan can do more, the promises of this version are proven for one. */
const batchSize = 1;

/**
 * Nodes that are changed one after the other. The roll is the dependency graph: of each node an instance,
 * its service and its membership of the balancers; all of the next node depends on this one's membership.
 * @throws pulumi.InputPropertiesError before anything is registered.
 */
export class RollingGroup extends pulumi.ComponentResource {
  /** Of EC2 instances, by node. */
  readonly instanceIds: Record<string, pulumi.Output<string>> = {};
  /** What the roll program's `status` and `repair` read; secret. */
  readonly statusPlan: pulumi.Output<StatusPlan>;

  constructor(name: string, args: RollingGroupArgs, opts?: pulumi.ComponentResourceOptions) {
    const { keys } = args.hosts;
    failOnProblems(`RollingGroup ${name}`, [
      ...checkGroup(keys, batchSize),
      ...checkLimits(args.limits ?? {}, keys.length),
    ]);
    super("wso2:index:RollingGroup", name, {}, opts);
    const limits = planLimits(args.limits ?? {}, batchSize);
    const staged = stageAhead(this, name, args);
    const context: NodeContext = { ...args, parent: this, group: name, limits };
    const members: pulumi.Output<StatusPlan["nodes"][number]>[] = [];
    let previous: pulumi.Resource[] = [...args.balancers.configured, ...staged];
    for (const batch of planBatches(keys, args.first ?? [], batchSize)) {
      previous = batch.map((key) => {
        const node = createNode(context, key, previous);
        if (node.instanceId) this.instanceIds[key] = node.instanceId;
        members.push(node.members.apply((each) => ({ node: key, members: each })));
        return node.membership;
      });
    }
    this.statusPlan = pulumi.secret(pulumi.all(members).apply((nodes) => ({ nodes })));
    this.registerOutputs({ instanceIds: this.instanceIds });
  }
}

/** Brings a new version to all nodes while they serve; nothing where the workload has no distribution. */
function stageAhead(
  parent: RollingGroup,
  group: string,
  { hosts, workload, existing = [] }: RollingGroupArgs,
): pulumi.Resource[] {
  const { distribution } = workload;
  if (!distribution) return [];
  const targets = pulumi.all(hosts.keys.map((key) => hosts.ssh(key)));
  const required = existing.filter((key) => hosts.keys.includes(key));
  const command = createRollCommand(
    `${group}-distribution`,
    {
      create: "stage-ahead",
      plan: targets.apply((known) => ({ distribution, targets: known, required })),
      triggers: [distribution.name],
    },
    { parent },
  );
  return [command];
}
