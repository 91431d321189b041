import * as pulumi from "@pulumi/pulumi";
import type { NodeService } from "./create-node";
import type { GatePlan } from "./program/plans";
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
  readonly gate: Pick<GatePlan, "approved" | "approveWith" | "firstDeployment">;
}

/** A batch that has joined. */
export interface JoinedBatch {
  /** From 1. */
  readonly number: number;
  readonly isLast: boolean;
  readonly nodes: readonly NodeService[];
  readonly memberships: pulumi.Resource[];
}

/**
 * The links between two batches: the nodes stay in service for the bake time, then somebody approves.
 * Nothing where neither is asked for.
 *
 * @returns what the next batch waits for
 */
export function createCheckpoint(context: CheckpointContext, batch: JoinedBatch): pulumi.Resource[] {
  const baked = context.bakeSec > 0 ? [createBake(context, batch)] : [];
  const isGate = context.pauseAfterBatch === batch.number && !batch.isLast;
  const before = [...batch.memberships, ...baked];
  return isGate ? [...before, createGate(context, batch, before)] : before;
}

function createBake(
  { parent, group, bakeSec }: CheckpointContext,
  { number, nodes, memberships }: JoinedBatch,
): pulumi.Resource {
  const members = pulumi.all(nodes.map(({ members: each }) => each));
  return createRollCommand(
    `${group}-batch${number}-bake`,
    {
      create: "bake",
      plan: members.apply((known) => ({
        nodes: nodes.map(({ key }, index) => ({ node: key, members: known[index] ?? [] })),
        bakeSec,
      })),
      triggers: nodes.map(({ started }) => started),
    },
    { parent, dependsOn: memberships },
  );
}

function createGate(
  { parent, group, rollId, gate }: CheckpointContext,
  { number, nodes }: JoinedBatch,
  before: pulumi.Resource[],
): pulumi.Resource {
  return createRollCommand(
    `${group}-batch${number}-gate`,
    {
      create: "gate",
      plan: rollId.apply((id) => ({
        ...gate,
        batch: number,
        nodes: nodes.map(({ key }) => key),
        rollId: id,
      })),
      triggers: [rollId],
    },
    { parent, dependsOn: before },
  );
}
