import type * as pulumi from "@pulumi/pulumi";
import { type CheckpointContext, createCheckpoint } from "./create-checkpoint";
import {
  createMembership,
  createService,
  type NodeContext,
  type NodeDesign,
  type NodeService,
} from "./create-node";
import type { Floor } from "./program/plans";

/** All that the nodes of a group are made from. */
export interface ChainContext extends NodeContext {
  readonly batches: readonly (readonly string[])[];
  readonly designs: ReadonlyMap<string, NodeDesign>;
  readonly floorOf: (key: string) => Floor;
  readonly checkpoint: CheckpointContext;
  /** What the first node waits for. */
  readonly ahead: pulumi.Resource[];
}

/** Batch after batch: everything of the next one waits for the memberships of this one. */
export function createChain(context: ChainContext): NodeService[] {
  const made: NodeService[] = [];
  let previous = context.ahead;
  for (const [index, keys] of context.batches.entries()) {
    const nodes = keys.map((key) =>
      createService(context, designOf(context, key), context.floorOf(key), previous),
    );
    const memberships = nodes.map((node) =>
      createMembership(context, node, context.floorOf(node.key), [node.service, ...previous]),
    );
    made.push(...nodes);
    const isLast = index + 1 === context.batches.length;
    previous = createCheckpoint(context.checkpoint, { number: index + 1, isLast, nodes, memberships });
  }
  return made;
}

/**
 * A second set of nodes, of which none serves yet: all come up side by side, and none joins before every one
 * of them is ready. What is wanted no more is deleted by the engine after that, and never when something failed.
 */
export function createNewSet(context: ChainContext): NodeService[] {
  const nodes = context.batches
    .flat()
    .map((key) => createService(context, designOf(context, key), context.floorOf(key), context.ahead));
  const proven = nodes.map(({ service }) => service);
  const memberships = nodes.map((node) => createMembership(context, node, context.floorOf(node.key), proven));
  createCheckpoint(context.checkpoint, { number: 1, isLast: true, nodes, memberships });
  return nodes;
}

function designOf({ designs }: ChainContext, key: string): NodeDesign {
  const design = designs.get(key);
  if (!design) throw new Error(`no node ${key}`);
  return design;
}
