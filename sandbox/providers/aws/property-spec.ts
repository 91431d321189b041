/** Inputs, outputs and state as plain values: no secrets' wrappers. In a preview some are unknown. */
export type Values = Record<string, unknown>;

export type ValueKind = "string" | "number" | "boolean" | "strings" | "tags" | "object" | "objects";

/** What the provider knows of one input: a row of a resource's table. */
export interface PropertySpec {
  readonly kind: ValueKind;
  readonly required?: true;
  /** A change of it needs a new resource; without it the resource is updated in place. */
  readonly replaces?: true;
  /** AWS chooses it where the program doesn't; to leave it out is then no change. */
  readonly computed?: true;
  /** The order of a list has no meaning. */
  readonly set?: true;
  /** Upper and lower case, or white space at the ends, make no difference. */
  readonly equates?: "case" | "margin";
  /** The value where the program gives none. */
  readonly default?: unknown;
  /** AWS doesn't give it back: the state keeps what was last set. */
  readonly unread?: true;
  /** Of an `object`, or of each of the `objects`. */
  readonly fields?: PropertyTable;
  /** Why the sandbox can't take it. */
  readonly refused?: string;
}

export type PropertyTable = Readonly<Record<string, PropertySpec>>;

/** One thing that is wrong with an input. */
export interface Failure {
  readonly property: string;
  readonly reason: string;
}

/** In the inputs: the names of those that the provider filled in, as the official provider records them. */
export const defaultsKey = "__defaults";

const tag: PropertySpec = { kind: "tags" };

/** Tags of the resource, and with the provider's default tags among them. The check fills in the second. */
export const tagProperties = { tags: tag, tagsAll: { kind: "tags", computed: true } } as const;

/** Each resource may name its region. */
export const regionProperty = {
  region: { kind: "string", computed: true, replaces: true },
} as const satisfies PropertyTable;
