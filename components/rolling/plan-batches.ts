import { type Problem, Problems } from "../validation/problems";

/** What is wrong with the nodes of a group and the size of a batch. */
export function checkGroup(keys: readonly string[], batchSize: number): Problem[] {
  const problems = new Problems();
  problems.require(keys.length > 0, "nodes", "got none; one at least is needed");
  problems.integer(batchSize, "batchSize", 1, Math.max(1, keys.length - 1));
  return problems.list;
}

/**
 * The nodes in the order of the roll, cut into batches. Nodes named in `first` go first: those that are out
 * of service already, because replacing another one before them would go below the floor. One of them may be no node any more.
 */
export function planBatches(
  keys: readonly string[],
  first: readonly string[],
  batchSize: number,
): string[][] {
  const ahead = first.filter((key) => keys.includes(key));
  const order = [...ahead, ...keys.filter((key) => !ahead.includes(key))];
  const batches: string[][] = [];
  for (let at = 0; at < order.length; at += batchSize) batches.push(order.slice(at, at + batchSize));
  return batches;
}
