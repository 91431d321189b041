import * as pulumi from "@pulumi/pulumi";
import { failOnProblems } from "../validation/fail-on-problems";
import { type Balancers, withoutBalancers } from "./balancers";
import { resolveMinHealthy } from "./batch-size";
import { checkKeptHosts } from "./check-kept-machines";
import { checkRollingGroup } from "./check-rolling-group";
import { createAhead } from "./create-ahead";
import { type ChainContext, createChain, createNewSet } from "./create-chain";
import type { NodeContext } from "./create-node";
import type { DeployedGroup } from "./deployed";
import { fullRollOf, startedTextsOf, startSecOf, statusOf } from "./describe-group";
import { designGroup, replaceOnOf, wantedOf } from "./design-group";
import { digestRoll } from "./digest-roll";
import type { GroupHooks } from "./group-hooks";
import type { HostProvider } from "./host-provider";
import { planLimits, type RollLimits } from "./limits";
import type { StatusPlan } from "./membership/plans";
import { planBatches, renderBatch, serial } from "./plan-batches";
import { planFloors } from "./plan-floors";
import type { HealMembers, HealTokens } from "./plan-heal";
import type { RollPlan } from "./plan-roll";
import { createRollCommand } from "./roll-command";
import { sayRoll } from "./say-roll";
import { Strategy } from "./strategy";
import type { Workload } from "./workload";

/** What is rolled, on which machines, behind which balancers, and how. */
export interface RollingGroupArgs {
  /** The machines: `Ec2Hosts`, which makes them, or `ExistingHosts`. */
  hosts: HostProvider;
  /** What runs on them: `Wso2Workload`, `ApacheWorkload` or `ApplicationWorkload`. */
  workload: Workload;
  /** What sends requests to them: `HaproxyTier`, `ExistingHaproxies`, `ApacheBalancers` or `EdgeBalancers`. */
  balancers: Balancers;
  /**
   * How many nodes are changed at once: a number or a percentage for each batch in turn, the last one repeats;
   * `["1", "25%", "100%"]` begins with a canary. @default ["1"]
   */
  batches?: string[];
  /** How many must stay in service: a number or a percentage. @default all but one batch */
  minHealthy?: string;
  /** Whether a node's machine is kept or replaced when it changes, and how a new set comes in. @default auto */
  strategy?: Strategy;
  /** How long a roll waits for what, before it gives up. @default those of each limit */
  limits?: RollLimits;
  /** After this batch, from 1, the roll waits for approval. @default never */
  pauseAfterBatch?: number;
  /** Id of the roll that may go on after `pauseAfterBatch`. @default none */
  approvedRoll?: string;
  /** What somebody does to approve, for the gate's message. @default set approvedRoll to the id */
  approveWith?: string;
  /** Keys of balancers that are down and that no roll asks until they are back. @default none */
  balancersOut?: string[];
  /** Commands of the operator's around nodes, batches and the roll. @default none */
  hooks?: GroupHooks;
  /**
   * Groups that come first, in a first deployment and in every roll: Identity Servers before the API Managers that ask
   * them. Nothing of this group moves before each of them has ended well. @default none
   */
  after?: RollingGroup[];
  /**
   * What is not deleted either before the group's end was asked for, such as a load balancer in front.
   * @default what its nodes depend on
   */
  standsOn?: pulumi.Resource[];
  /** What the last deployment left: this component's `deployed`, kept by whoever deploys it. @default nothing yet */
  deployed?: DeployedGroup;
  /** Nodes that the roll takes first: those that are out of service already. @default none */
  first?: string[];
  /** A new one for a node that has to be brought back into service before anything else. @default none has */
  healTokens?: HealTokens;
  /** What such nodes are on load balancers of AWS. @default none has to be brought back there */
  healMembers?: HealMembers;
}

/**
 * Nodes that are changed batch by batch. The roll is the dependency graph: of each node a machine, its service
 * and its membership of the balancers; all of the next batch waits for the memberships of this one.
 * @throws pulumi.InputPropertiesError before anything is registered.
 */
export class RollingGroup extends pulumi.ComponentResource {
  /** Of EC2 instances, by node. */
  readonly instanceIds: Record<string, pulumi.Output<string>> = {};
  /** What the roll program's `status` and `repair` read; secret. */
  readonly statusPlan: pulumi.Output<StatusPlan>;
  /** To be kept and given back as `deployed` the next time. */
  readonly deployed: pulumi.Output<DeployedGroup>;
  /** What it is called in plans, errors and records. */
  readonly groupName: string;
  /** How a change of every node would go, as it is configured now. */
  readonly rollPlan: pulumi.Output<RollPlan>;

  constructor(name: string, args: RollingGroupArgs, opts?: pulumi.ComponentResourceOptions) {
    const { hosts, workload, deployed, minHealthy, balancersOut = [], after = [] } = args;
    const balancers = withoutBalancers(args.balancers, balancersOut);
    const { batches: sizes = [...serial], strategy = Strategy.auto, hooks = {} } = args;
    const { keys } = hosts;
    failOnProblems(`RollingGroup ${name}`, [
      ...checkRollingGroup({ ...args, keys, batches: sizes, hooks }),
      ...(strategy === Strategy.inPlace ? checkKeptHosts(hosts, deployed) : []),
    ]);
    super("wso2:index:RollingGroup", name, {}, opts);
    this.groupName = name;
    const limits = planLimits(args.limits ?? {});
    const batches = planBatches(keys, args.first ?? [], sizes);
    const needed = minHealthy === undefined ? undefined : resolveMinHealthy(minHealthy, keys.length);
    const policy = planFloors(batches, needed, balancersOut, limits.drain.shutdownSessionsAfterSec);
    const context: NodeContext = {
      parent: this,
      group: name,
      hosts,
      workload,
      balancers,
      strategy,
      limits,
      hooks,
      deployed,
      progressOf: (key) => renderBatch(planBatches(keys, [], sizes), key),
    };
    const designs = designGroup(context, deployed);
    const { version } = workload;
    const wanted = wantedOf(version, designs);
    const existing = keys.filter((key) => deployed?.configurations[key] !== undefined);
    const chain: ChainContext = {
      ...context,
      batches,
      designs: new Map(designs.map((design) => [design.key, design])),
      floorOf: (key) => ({ maxUnavailable: policy.maxUnavailable[key] ?? 1, minHealthy: needed }),
      ahead: createAhead({
        ...{ ...context, designs, policy, after },
        ...{ healTokens: args.healTokens ?? {}, healMembers: args.healMembers ?? {} },
      }),
      causeOf: (some) =>
        wantedOf(
          version,
          designs.filter(({ key }) => some.includes(key)),
        ).apply(digestRoll),
      checkpoint: {
        parent: this,
        group: name,
        bakeSec: limits.bakeSec,
        pauseAfterBatch: args.pauseAfterBatch,
        rollId: wanted.apply(digestRoll),
        gate: {
          approved: args.approvedRoll,
          approveWith: args.approveWith ?? `set approvedRoll of ${name} to the id`,
        },
      },
    };
    const isNewSet = strategy === Strategy.blueGreen && existing.length === 0;
    const { nodes, last } = isNewSet ? createNewSet(chain) : createChain(chain);
    createRollCommand(
      `${name}-end`,
      { delete: "end-group", plan: { group: name, nodes: keys }, triggers: [] },
      { parent: this, dependsOn: [...last, ...(args.standsOn ?? [])] },
    );
    for (const { key, host } of nodes) if (host.instanceId) this.instanceIds[key] = host.instanceId;
    const order = after.map(({ groupName }) => groupName);
    const facts = { group: name, after: order, strategy, batches, minHealthy: needed, limits };
    sayRoll(this, { ...facts, pauseAfterBatch: args.pauseAfterBatch }, wanted, deployed, nodes);
    this.statusPlan = statusOf(nodes);
    const startSec = startSecOf(nodes);
    this.deployed = pulumi
      .all([wanted, startSec, replaceOnOf(designs), startedTextsOf(nodes)])
      .apply(([group, times, replaceOn, started]) => ({ ...group, startSec: times, replaceOn, started }));
    this.rollPlan = fullRollOf({ ...facts, batches: planBatches(keys, [], sizes) }, wanted, startSec);
    this.registerOutputs({ instanceIds: this.instanceIds });
  }
}
