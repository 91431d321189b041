/**
 * What an inventory says, with every value as the text that stands in the file: `1.10` is no number that has
 * become 1.1. Maps keep their order, also where names are numbers.
 */
export type Tree =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "nothing" }
  | { readonly kind: "list"; readonly items: readonly Tree[] }
  | { readonly kind: "map"; readonly entries: readonly TreeEntry[] }
  /** It can't be used; why, and what to do. */
  | { readonly kind: "refused"; readonly reason: string };

export type TreeEntry = readonly [name: string, value: Tree];

export const nothing: Tree = { kind: "nothing" };

/** Of plain values, as a program hands them over. */
export function treeOf(value: unknown): Tree {
  if (value === undefined || value === null) return nothing;
  if (Array.isArray(value)) return { kind: "list", items: value.map(treeOf) };
  if (typeof value === "object") {
    return { kind: "map", entries: Object.entries(value).map(([name, each]) => [name, treeOf(each)]) };
  }
  return { kind: "text", text: String(value) };
}

/** For messages; a value may be a password and is never shown. */
export function describeTree(tree: Tree): string {
  switch (tree.kind) {
    case "text":
      return "text";
    case "list":
      return `a list of ${tree.items.length}`;
    case "map":
      return "a map";
    case "refused":
      return "what can't be used";
    case "nothing":
      return "nothing";
  }
}

export function entriesOf(tree: Tree | undefined): readonly TreeEntry[] {
  return tree?.kind === "map" ? tree.entries : [];
}

export function find(tree: Tree | undefined, name: string): Tree | undefined {
  return entriesOf(tree).find(([key]) => key === name)?.[1];
}

/** A name for messages: of `password:hunter2`, where a blank is missing, only what comes before the colon. */
export function shownName(name: string): string {
  return /^[A-Za-z0-9_.@<[\]-]*$/.test(name) ? name : `${/^[A-Za-z0-9_.-]*/.exec(name)?.[0] ?? ""}...`;
}
