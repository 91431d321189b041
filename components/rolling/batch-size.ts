const pattern = /^([1-9]\d*|(\d{1,2}|100)%)$/;

/** What a batch size may look like, for an error. */
export const batchSizeMeaning = 'a number of nodes from 1, or a percentage such as "25%"';

export function isBatchSize(size: string): boolean {
  return pattern.test(size);
}

/**
 * How many nodes a size means in a group of so many: a percentage is of the whole group, rounded down, and
 * one node at least, as Ansible's `serial` has it (ansible: lib/ansible/utils/helpers.py, `pct_to_int`).
 */
export function resolveBatchSize(size: string, nodeCount: number): number {
  if (!size.endsWith("%")) return Number(size);
  return Math.max(1, Math.floor((Number(size.slice(0, -1)) * nodeCount) / 100));
}

/** How many nodes must stay in service: a percentage is rounded up, to the safe side. */
export function resolveMinHealthy(minHealthy: string, nodeCount: number): number {
  if (!minHealthy.endsWith("%")) return Number(minHealthy);
  return Math.ceil((Number(minHealthy.slice(0, -1)) * nodeCount) / 100);
}
