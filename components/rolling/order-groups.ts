/** One group among those of a stack. */
export interface OrderedGroup {
  readonly group: string;
  /** Groups whose rolls end before this one begins. @default none */
  readonly after?: readonly string[];
}

/** The groups so that each stands behind all that come before it; otherwise in the order given. */
export function orderGroups<G extends OrderedGroup>(groups: readonly G[]): G[] {
  const known = new Set(groups.map(({ group }) => group));
  const ordered: G[] = [];
  let waiting = [...groups];
  while (waiting.length > 0) {
    const done = new Set(ordered.map(({ group }) => group));
    const next = waiting.find(({ after = [] }) => after.every((name) => !known.has(name) || done.has(name)));
    // A program can't make a circle: a group names only those that are there already.
    const taken = next ?? waiting[0];
    if (!taken) break;
    ordered.push(taken);
    waiting = waiting.filter((each) => each !== taken);
  }
  return ordered;
}
