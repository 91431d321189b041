import type { local } from "@pulumi/command";
import type * as pulumi from "@pulumi/pulumi";
import { statusByKey } from "./balancers";
import { type CheckpointContext, createBake, createGate, membersByNode } from "./create-checkpoint";
import { createHooks } from "./create-hooks";
import {
  createMembership,
  createService,
  type JoinedNode,
  type NodeContext,
  type NodeDesign,
  type NodeService,
} from "./create-node";
import type { Hook } from "./hooks/hook-plan";
import type { Floor } from "./membership/plans";

/** All that the nodes of a group are made from. */
export interface ChainContext extends NodeContext {
  readonly batches: readonly (readonly string[])[];
  readonly designs: ReadonlyMap<string, NodeDesign>;
  readonly floorOf: (key: string) => Floor;
  /** Of what these nodes are to be: another one is another change. */
  readonly causeOf: (keys: readonly string[]) => pulumi.Output<string>;
  readonly checkpoint: CheckpointContext;
  /** What the first node waits for. */
  readonly ahead: pulumi.Resource[];
}

/** Nodes, and what all of them and what comes after them is done with: it depends on everything else. */
export interface Chain {
  readonly nodes: JoinedNode[];
  readonly last: pulumi.Resource[];
}

/** Batch after batch: everything of the next one waits for the memberships of this one. */
export function createChain(context: ChainContext): Chain {
  const { batches, checkpoint, floorOf, hooks } = context;
  const everyone = batches.flat();
  const made: JoinedNode[] = [];
  let previous = hookPoint(context, "before", "roll", hooks.beforeRoll, everyone, context.ahead);
  let back: NodeService[] = [];
  for (const [index, keys] of batches.entries()) {
    const number = index + 1;
    const [name, label] = [`batch${number}`, `batch ${number}`];
    const begun = hookPoint(context, `${name}-before`, label, hooks.beforeBatch, keys, previous, back);
    const nodes = keys.map((key) => createService(context, designOf(context, key), begun));
    const memberships = nodes.map((node) =>
      createMembership(context, node, floorOf(node.key), [node.service, ...begun]),
    );
    made.push(...joinedBy(nodes, memberships));
    const baked = createBake(checkpoint, { number, nodes, memberships });
    back = nodes;
    const served = hookPoint(context, `${name}-after`, label, hooks.afterBatch, keys, baked, back);
    const later = statusByKey(context.balancers, batches.slice(number).flat());
    previous = number < batches.length ? createGate(checkpoint, { number, nodes }, later, served) : served;
  }
  return { nodes: made, last: hookPoint(context, "after", "roll", hooks.afterRoll, everyone, previous) };
}

/**
 * A second set of nodes, of which none serves yet: all come up side by side, and none joins before every one
 * of them is ready. What is wanted no more is deleted by the engine after that, and never when something failed.
 */
export function createNewSet(context: ChainContext): Chain {
  const { batches, checkpoint, floorOf, hooks } = context;
  const everyone = batches.flat();
  const begun = hookPoint(context, "before", "roll", hooks.beforeRoll, everyone, context.ahead);
  const nodes = everyone.map((key) => createService(context, designOf(context, key), begun));
  const proven = nodes.map(({ service }) => service);
  const memberships = nodes.map((node) => createMembership(context, node, floorOf(node.key), proven));
  const served = createBake(checkpoint, { number: 1, nodes, memberships });
  const last = hookPoint(context, "after", "roll", hooks.afterRoll, everyone, served);
  return { nodes: joinedBy(nodes, memberships), last };
}

function joinedBy(nodes: readonly NodeService[], memberships: readonly local.Command[]): JoinedNode[] {
  return nodes.flatMap((node, index) => {
    const membership = memberships[index];
    return membership ? [{ ...node, joined: membership.stdout }] : [];
  });
}

function hookPoint(
  { parent, group, workload, causeOf }: ChainContext,
  name: string,
  label: string,
  hooks: readonly Hook[] | undefined,
  keys: readonly string[],
  after: pulumi.Resource[],
  back: readonly NodeService[] = [],
): pulumi.Resource[] {
  return createHooks({
    ...{ parent, name: `${group}-${name}`, label, hooks, version: workload.version },
    ...{ cause: causeOf(keys), after },
    ...(back.length > 0 ? { between: membersByNode(back) } : {}),
  });
}

function designOf({ designs }: ChainContext, key: string): NodeDesign {
  const design = designs.get(key);
  if (!design) throw new Error(`no node ${key}`);
  return design;
}
