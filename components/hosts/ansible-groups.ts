import type { Problems } from "../validation/problems";
import { expandRange } from "./host-range";
import { describeTree, entriesOf, find, shownName, type Tree } from "./inventory-tree";

/** One group, as all places that name it have it together. */
export interface FoundGroup {
  readonly name: string;
  /** What each host says there, by name. */
  readonly hosts: Map<string, { readonly at: string; readonly said: Map<string, Tree> }>;
  readonly variables: Map<string, Tree>;
  readonly children: Set<string>;
  /** Of the longest way from the top: a child's variables win over its parent's. */
  depth: number;
}

export interface AnsibleHost {
  readonly at: string;
  readonly variables: ReadonlyMap<string, Tree>;
}

const words = ["hosts", "vars", "children"];

/** All groups, in the order in which they are first named. */
export function readGroups(tree: Tree, problems: Problems): Map<string, FoundGroup> {
  const groups = new Map<string, FoundGroup>();
  const visit = (name: string, group: Tree, at: string, depth: number): void => {
    const found = groups.get(name) ?? {
      ...{ name, hosts: new Map(), variables: new Map(), children: new Set<string>(), depth },
    };
    groups.set(name, found);
    found.depth = Math.max(found.depth, depth);
    if (group.kind === "nothing") return;
    expectMap(group, at);
    for (const [word] of entriesOf(group)) {
      problems.require(
        words.includes(word),
        `${at}.${shownName(word)}`,
        `is not known here; known are ${words.join(", ")}`,
      );
    }
    const part = (word: string) => {
      const value = find(group, word);
      if (value && value.kind !== "nothing") expectMap(value, `${at}.${word}`);
      return entriesOf(value);
    };
    for (const [key, value] of part("vars")) found.variables.set(key, value);
    for (const [range, value] of part("hosts")) {
      const names = expandRange(range);
      const path = `${at}.hosts.${range}`;
      problems.require(
        names !== undefined,
        path,
        "is no range of up to 1000 hosts, `web[01:20].example.com`",
      );
      if (value.kind !== "nothing") expectMap(value, path);
      for (const host of names ?? []) {
        const said = found.hosts.get(host)?.said ?? new Map<string, Tree>();
        for (const [key, each] of entriesOf(value)) said.set(key, each);
        found.hosts.set(host, { at: path, said });
      }
    }
    for (const [child, value] of part("children")) {
      found.children.add(child);
      visit(child, value, `${at}.children.${child}`, depth + 1);
    }
  };
  const expectMap = (value: Tree, at: string) => {
    const reason = value.kind === "refused" ? value.reason : `got ${describeTree(value)}; a map is needed`;
    problems.require(value.kind === "map", at, reason);
  };
  for (const [name, group] of entriesOf(tree))
    visit(name, group, `inventory.${name}`, name === "all" ? 0 : 1);
  return groups;
}

/** Every host with all of its variables: of `all`, of its groups from the top down, and its own. */
export function collectHosts(groups: ReadonlyMap<string, FoundGroup>): Map<string, AnsibleHost> {
  const hosts = new Map<string, AnsibleHost>();
  const inOrder = [...groups.values()].sort(
    (left, right) => left.depth - right.depth || (left.name < right.name ? -1 : 1),
  );
  const names = new Set([...groups.values()].flatMap((group) => [...group.hosts.keys()]));
  for (const name of names) {
    const named = [...groups.values()].filter((group) => group.hosts.has(name));
    const above = inOrder.filter(
      (group) => group.name === "all" || named.some((each) => each === group || holds(group, each, groups)),
    );
    const variables = new Map<string, Tree>();
    for (const group of above) for (const [key, value] of group.variables) variables.set(key, value);
    for (const group of named)
      for (const [key, value] of group.hosts.get(name)?.said ?? []) variables.set(key, value);
    // Where it says most of itself.
    const best = [...named].sort((a, b) => sizeOf(b, name) - sizeOf(a, name))[0];
    hosts.set(name, { at: best?.hosts.get(name)?.at ?? name, variables });
  }
  return hosts;
}

function sizeOf(group: FoundGroup, host: string): number {
  return group.hosts.get(host)?.said.size ?? 0;
}

/** Whether one group is above another. */
function holds(
  group: FoundGroup,
  wanted: FoundGroup,
  groups: ReadonlyMap<string, FoundGroup>,
  seen = new Set<string>(),
): boolean {
  if (seen.has(group.name)) return false;
  seen.add(group.name);
  return [...group.children].some((name) => {
    const child = groups.get(name);
    return child !== undefined && (child === wanted || holds(child, wanted, groups, seen));
  });
}
