import { type Problem, Problems } from "../validation/problems";
import { batchSizeMeaning, isBatchSize, resolveBatchSize, resolveMinHealthy } from "./batch-size";

/** One node at a time. */
export const serial: readonly string[] = ["1"];

/** The nodes of a group, how many at once, and what must stay in service meanwhile. */
export interface GroupShape {
  readonly keys: readonly string[];
  /** A number of nodes or a percentage for each batch in turn; the last one repeats. */
  readonly batches: readonly string[];
  /** A number of nodes or a percentage. @default all but one batch */
  readonly minHealthy?: string;
  /** After this batch, from 1, somebody has to approve. @default never */
  readonly pauseAfterBatch?: number;
}

/** What is wrong with a group and its batches. */
export function checkGroup({ keys, batches, minHealthy, pauseAfterBatch }: GroupShape): Problem[] {
  const problems = new Problems();
  problems.require(keys.length > 0, "nodes", "got none; one at least is needed");
  problems.require(batches.length > 0, "batches", "got none; one size at least is needed");
  for (const [index, size] of batches.entries()) {
    problems.require(isBatchSize(size), `batches[${index}]`, `got "${size}"; ${batchSizeMeaning} is needed`);
  }
  if (minHealthy !== undefined) {
    const fits = minHealthy === "0" || minHealthy === "0%" || isBatchSize(minHealthy);
    problems.require(fits, "minHealthy", `got "${minHealthy}"; 0, ${batchSizeMeaning} is needed`);
  }
  if (pauseAfterBatch !== undefined) problems.integer(pauseAfterBatch, "pauseAfterBatch", 1, keys.length);
  if (problems.list.length > 0) return problems.list;
  for (const [index, batch] of planBatches(keys, [], batches).entries()) {
    const left = keys.length - batch.length;
    const needed = minHealthy === undefined ? Math.min(1, keys.length - 1) : resolved(minHealthy, keys);
    problems.require(
      left >= needed,
      "batches",
      `batch ${index + 1} takes ${batch.length} of ${keys.length} nodes, and ${needed} must stay in service; make it smaller or lower minHealthy`,
    );
  }
  return problems.list;
}

function resolved(minHealthy: string, keys: readonly string[]): number {
  return resolveMinHealthy(minHealthy, keys.length);
}

/**
 * The nodes in the order of the roll, cut into batches. Nodes named in `first` go first: those that are out
 * of service already, because replacing another one before them would go below the floor. One of them may
 * be no node any more.
 */
export function planBatches(
  keys: readonly string[],
  first: readonly string[],
  sizes: readonly string[],
): string[][] {
  const ahead = first.filter((key) => keys.includes(key));
  const order = [...ahead, ...keys.filter((key) => !ahead.includes(key))];
  const batches: string[][] = [];
  for (let at = 0; at < order.length; ) {
    const size = resolveBatchSize(sizes[Math.min(batches.length, sizes.length - 1)] ?? "1", keys.length);
    batches.push(order.slice(at, at + size));
    at += size;
  }
  return batches;
}

/** Where a node is among the batches: `batch 2/3`. */
export function renderBatch(batches: readonly (readonly string[])[], node: string): string {
  return `batch ${batches.findIndex((batch) => batch.includes(node)) + 1}/${batches.length}`;
}
