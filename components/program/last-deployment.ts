import * as pulumi from "@pulumi/pulumi";
import type { DeployedGroup } from "../rolling/deployed";
import type { StatusPlan } from "../rolling/membership/plans";
import { planFirst } from "../rolling/out-of-service";
import { notePlan } from "../rolling/plan-file";
import { type HealMembers, type HealTokens, planHeal, planHealMembers } from "../rolling/plan-heal";
import { type GroupStatus, readStatus } from "./read-status";

/** What a stack's last deployment left of a group, and how it stands now: three arguments of `RollingGroup`. */
export interface LastDeployment {
  /** What was deployed. @default nothing yet */
  readonly deployed?: DeployedGroup;
  /**
   * Nodes that are out of service now. A roll takes them first: after a failure, replacing another node before
   * them would go below the floor. None where the balancers can't be reached, as in a pull request's preview.
   */
  readonly first: string[];
  /** A new text for each node that has to be brought back into service before anything else. */
  readonly healTokens: HealTokens;
  /** What such nodes were behind load balancers of AWS, which know a node by its instance alone. @default none */
  readonly healMembers?: HealMembers;
  /** The stack's output `served`: what the stack itself wants to know of the last time. @default nothing yet */
  readonly served?: unknown;
}

/** Which group of the stack is meant. */
export interface LastDeploymentArgs {
  /**
   * The stack's output that holds `groupOutputs`, where a stack has more than one group.
   * @default they are outputs of the stack itself
   */
  output?: string;
}

/**
 * Reads what `groupOutputs` left in this stack's own outputs, and asks the balancers that it names. Await it before
 * the group is made. In a stack that was never deployed it is empty.
 *
 * @throws Error when the state can't be read; balancers that can't be reached are no error.
 */
export async function lastDeployment({ output }: LastDeploymentArgs = {}): Promise<LastDeployment> {
  const stack = ownStack();
  const read = async (key: string): Promise<unknown> => {
    const { secretValue, value } = await stack.getOutputDetails(key);
    return secretValue ?? value;
  };
  const [plan, deployed, tokens, served, members] = await (output === undefined
    ? Promise.all(kept.map(read))
    : read(output).then((group) => kept.map((key) => (group as Record<string, unknown> | undefined)?.[key])));
  const { nodes: status, unreachable } = await (plan ? readStatus(plan as StatusPlan) : nothing);
  if (unreachable.length > 0) sayUnreachable(unreachable);
  const before = (tokens ?? {}) as HealTokens;
  const now = planHeal(before, status);
  return {
    deployed: deployed as DeployedGroup | undefined,
    first: planFirst(status),
    healTokens: now,
    healMembers: planHealMembers((members ?? {}) as HealMembers, { before, now }, ofAws(plan as StatusPlan)),
    served,
  };
}

/** By the engine that a program runs on: one process may run several, one after the other. */
const ownStacks = new WeakMap<object, pulumi.StackReference>();

/**
 * This stack itself, read once for all of its groups. A second read would be while the engine writes down the first,
 * and find a state that is cut off: "failed to load checkpoint: EOF", seen with the state in files.
 */
function ownStack(): pulumi.StackReference {
  const engine = pulumi.runtime.getMonitor();
  const known = engine && ownStacks.get(engine);
  if (known) return known;
  const name = `${pulumi.getOrganization()}/${pulumi.getProject()}/${pulumi.getStack()}`;
  const stack = new pulumi.StackReference(name, { name });
  if (engine) ownStacks.set(engine, stack);
  return stack;
}

/** Nodes as load balancers of AWS knew them; what the others know of a node, its key tells. */
function ofAws(plan: StatusPlan | undefined): StatusPlan["nodes"] {
  return (plan?.nodes ?? []).map(({ node, members }) => ({
    node,
    members: members.filter(({ kind }) => kind === "classic-elb" || kind === "target-group"),
  }));
}

const nothing: GroupStatus = { nodes: [], unreachable: [] };

/** A preview without them is whole but for one thing; an `up` fails at its first step. */
function sayUnreachable(unreachable: GroupStatus["unreachable"]): void {
  notePlan({ kind: "unreachable", balancers: unreachable });
  const names = unreachable.map(({ balancer, reason }) => `${balancer} (${reason})`).join(", ");
  void pulumi.log.warn(
    `from here can't be reached: ${names}. Which nodes are out of service is not known, so that a roll may take them in another order`,
  );
}

const kept = ["statusPlan", "deployed", "healTokens", "served", "healMembers"] as const;
