import type { PropertySpec, Values } from "../property-spec";

/** `filters` of the functions: `[{ name, values }]`. */
export const filtersSpec: PropertySpec = {
  kind: "objects",
  fields: { name: { kind: "string", required: true }, values: { kind: "strings", required: true } },
};

export interface AwsFilter {
  Name: string;
  Values: string[];
}

/** AWS's filters from `filters`, from single arguments by their AWS names, and from `tags`. */
export function planFilters(args: Values, names: Readonly<Record<string, string>> = {}): AwsFilter[] {
  const own = (args.filters ?? []) as { name: string; values: string[] }[];
  const single = Object.entries(names).filter(([arg]) => args[arg] !== undefined && args[arg] !== "");
  const tags = Object.entries((args.tags ?? {}) as Record<string, string>);
  return [
    ...single.map(([arg, Name]) => ({ Name, Values: [String(args[arg])] })),
    ...tags.map(([key, value]) => ({ Name: `tag:${key}`, Values: [value] })),
    ...own.map(({ name, values }) => ({ Name: name, Values: values })),
  ];
}

/**
 * The one that was found.
 *
 * @throws Error with the official provider's words when it is none or several
 */
export function onlyOne<T>(found: readonly T[] | undefined, what: string): T {
  const [first, ...others] = found ?? [];
  if (first === undefined) throw new Error(`no matching ${what} found`);
  if (others.length > 0) {
    throw new Error(
      `multiple ${what}s matched; use additional constraints to reduce matches to a single ${what}`,
    );
  }
  return first;
}
