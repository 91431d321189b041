import * as pulumi from "@pulumi/pulumi";
import type { NodeService } from "./create-node";
import type { GatePlan } from "./gate-plan";
import type { StatusPlan } from "./membership/plans";
import { createRollCommand } from "./roll-command";

/** What stands between one batch and the next. */
export interface CheckpointContext {
  readonly parent: pulumi.Resource;
  readonly group: string;
  readonly bakeSec: number;
  /** After this batch somebody has to approve; batches count from 1. @default none */
  readonly pauseAfterBatch?: number;
  /** Of the state that is wanted: version, configurations, machines. */
  readonly rollId: pulumi.Output<string>;
  readonly gate: Pick<GatePlan, "approved" | "approveWith">;
}

/** A batch that has joined. */
export interface JoinedBatch {
  /** From 1. */
  readonly number: number;
  readonly nodes: readonly NodeService[];
  readonly memberships: pulumi.Resource[];
}

/** Nodes with what they are on their balancers; secret. */
export function membersByNode(nodes: readonly NodeService[]): pulumi.Output<StatusPlan["nodes"]> {
  return pulumi
    .all(nodes.map(({ members }) => members))
    .apply((known) => nodes.map(({ key }, index) => ({ node: key, members: known[index] ?? [] })));
}

/** All nodes of a batch stay in service for the bake time. @returns what comes next waits for */
export function createBake(
  { parent, group, bakeSec }: CheckpointContext,
  { number, nodes, memberships }: JoinedBatch,
): pulumi.Resource[] {
  if (bakeSec === 0) return memberships;
  const command = createRollCommand(
    `${group}-batch${number}-bake`,
    {
      create: "bake",
      plan: membersByNode(nodes).apply((known) => ({ nodes: known, bakeSec })),
      triggers: nodes.map(({ started }) => started),
    },
    { parent, dependsOn: memberships },
  );
  return [...memberships, command];
}

/** Somebody approves, where that is asked for after this batch. @returns what comes next waits for */
export function createGate(
  { parent, group, rollId, gate, pauseAfterBatch }: CheckpointContext,
  { number, nodes }: Pick<JoinedBatch, "number" | "nodes">,
  later: pulumi.Output<StatusPlan>,
  after: pulumi.Resource[],
): pulumi.Resource[] {
  if (pauseAfterBatch !== number) return after;
  const names = nodes.map(({ key }) => key);
  const command = createRollCommand(
    `${group}-batch${number}-gate`,
    {
      create: "gate",
      plan: pulumi.all([rollId, later]).apply(([id, { nodes: rest }]) => ({
        ...gate,
        ...{ batch: number, nodes: names, rollId: id, later: rest },
      })),
      triggers: [rollId],
    },
    { parent, dependsOn: after },
  );
  return [...after, command];
}
