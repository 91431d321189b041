import { distance } from "fastest-levenshtein";
import type { Problem } from "../validation/problems";
import { isTable, isTableArray } from "./toml-tables";

/**
 * The keys of a product's `deployment.toml` as text, a table a line: `apim.cors: allow_origins, expose_headers`. What
 * not all releases read says since when and until when, behind a table or a key: `provider since 4.1`. `*` and `**` stand for
 * any key and what is below it; `[]` after a table's name for an array of tables. A line that begins with spaces
 * goes on.
 */
export type KeyTable = string;

/** A key that a product takes and ignores, or breaks on, with what to do. */
export interface BadKey {
  readonly path: RegExp;
  readonly reason: string;
  /** The first release that it is so in. @default all */
  readonly since?: string;
  /** The last one. @default all */
  readonly until?: string;
  /** Only these values are bad. @default every one */
  readonly values?: RegExp;
}

/** What is known of a product's keys. */
export interface KnownKeys {
  /** `API Manager`, for messages. */
  readonly product: string;
  /** Oldest first. */
  readonly releases: readonly string[];
  readonly keys: readonly KeyTable[];
  /** Tables whose keys are taken as they are, with commas between them; `*` for all that `keys` does not have. */
  readonly open: string;
  readonly bad: readonly BadKey[];
}

interface KnownKey {
  readonly path: readonly string[];
  readonly since?: string;
  readonly until?: string;
}

/** A value and its path, with `[]` for the places of an array. */
interface Leaf {
  readonly path: readonly string[];
  readonly value: unknown;
  /** Where in the path a key with dots of its own stands, from and to. */
  readonly dotted?: readonly [number, number];
}

/**
 * What is wrong with the operator's tables: keys that this release does not read, with the one that it does; keys
 * that it takes and ignores. No value is repeated.
 *
 * @param newKeys keys that an update of the operator's brings, taken as they are
 */
export function checkKnownKeys(
  known: KnownKeys,
  release: string,
  tables: unknown,
  newKeys: readonly string[] = [],
  at = "deploymentToml",
): Problem[] {
  const all = parseKeys(known);
  const found = leavesBelow(tables).flatMap(({ path, value, dotted }): Problem[] => {
    const said = path.join(".");
    const bad = known.bad.find((each) => isBad(each, said, value) && holds(known, release, each));
    const isNew = newKeys.some((each) => said === each || said.startsWith(`${each}.`));
    const unread = isNew ? undefined : describeUnknown(known, release, all, path);
    const reason = bad?.reason ?? unread ?? describeDotted(all, path, dotted);
    return reason === undefined ? [] : [{ propertyPath: `${at}.${said}`, reason }];
  });
  // Each table of an array has the same keys.
  const isFirst = ({ propertyPath, reason }: Problem, index: number) =>
    found.findIndex((each) => each.propertyPath === propertyPath && each.reason === reason) === index;
  return found.filter(isFirst);
}

/** Whatever the release. */
export function isBad({ path, values }: BadKey, said: string, value: unknown): boolean {
  return path.test(said) && (values?.test(String(value)) ?? true);
}

interface Span {
  readonly since?: string;
  readonly until?: string;
}

function holds({ releases }: KnownKeys, release: string, { since, until }: Span): boolean {
  const order = (each: string) => releases.indexOf(each);
  return (
    (since === undefined || order(since) <= order(release)) &&
    (until === undefined || order(release) <= order(until))
  );
}

/** Why a release does not read a key; undefined when it does. */
function describeUnknown(
  known: KnownKeys,
  release: string,
  all: readonly KnownKey[],
  path: readonly string[],
): string | undefined {
  if (known.open === "*" && !all.some((each) => each.path[0] === path[0])) return describeTable(all, path);
  const named = all.filter((each) => covers(each.path, path));
  if (named.some((each) => holds(known, release, each))) return undefined;
  const [other] = named;
  const subject = `${known.product} ${release}`;
  if (other) return `is not read by ${subject}, ${describeSpan(other)}`;
  const read = all.filter((each) => holds(known, release, each)).map((each) => each.path.join("."));
  const near = nearest(path.join("."), read);
  const advice = near === undefined ? "" : `did you mean ${near}? `;
  return `is no key that ${subject} reads: ${advice}one that an update of yours brings goes into newKeys`;
}

/** Why a key with dots in it is not read: the product has a table for each of its steps. */
function describeDotted(
  all: readonly KnownKey[],
  path: readonly string[],
  [from, to]: readonly [number, number] = [0, 0],
): string | undefined {
  const named = all.filter((each) => from < to && covers(each.path, path));
  const isSteps = ({ path: known }: KnownKey) =>
    known.length >= to && !known.slice(from, to).some((part) => part.startsWith("*"));
  if (named.length === 0 || !named.every(isSteps)) return undefined;
  return "has dots in one key, which the product reads nowhere; write a table for each step";
}

/** A table that nothing is known of is taken, unless it is a known one with a letter or two wrong. */
function describeTable(all: readonly KnownKey[], [table = ""]: readonly string[]): string | undefined {
  const tables = [...new Set(all.map(({ path: [first = ""] }) => first))];
  const near = tables.find((each) => distance(each, table) <= 2);
  return near === undefined ? undefined : `is in no table that is known; did you mean [${near}]?`;
}

function describeSpan({ since, until }: Span): string {
  const parts = [
    ...(since === undefined ? [] : [`from ${since} on`]),
    ...(until === undefined ? [] : [`up to ${until}`]),
  ];
  return `only ${parts.join(" and ")}; remove it`;
}

function parseKeys({ keys, open }: KnownKeys): KnownKey[] {
  const lines = keys.flatMap((text) => text.replace(/\n +/g, " ").trim().split("\n"));
  const listed = lines.flatMap((line) => {
    const [, table = "", span = "", names = ""] = /^(\S+)((?: (?:since|until) \S+)*): (.*)$/.exec(line) ?? [];
    return names.split(",").map((name) => parseKey(`${table}.${name.trim()}${span}`));
  });
  const names = open === "*" ? [] : open.split(",");
  const tables = names.map((name) => ({ path: [name.trim(), "**"] }));
  return [...listed, ...tables];
}

function parseKey(text: string): KnownKey {
  const [, name = "", since, until] = /^(\S+)(?: since (\S+))?(?: until (\S+))?$/.exec(text) ?? [];
  if (name === "") throw new Error(`no key: ${text}`);
  return { path: name.split("."), since, until };
}

function covers(known: readonly string[], path: readonly string[]): boolean {
  const last = known.at(-1);
  if ((last === "**" || last === "*") && path.length >= known.length) {
    return known.slice(0, -1).every((part, index) => same(part, path[index]));
  }
  return known.length === path.length && known.every((part, index) => same(part, path[index]));
}

function same(known: string, part: string | undefined): boolean {
  return part !== undefined && (known === part || known === "*");
}

/** A third of its letters may differ. */
function nearest(said: string, known: readonly string[]): string | undefined {
  const ranked = known
    .filter((each) => !each.includes("*"))
    .map((each) => ({ each, far: distance(said, each) }))
    .sort((one, other) => one.far - other.far);
  const [best] = ranked;
  return best && best.far <= said.length / 3 ? best.each : undefined;
}

/** All values; what is in an array of tables too. */
function leavesBelow(value: unknown, path: readonly string[] = [], dotted?: Leaf["dotted"]): Leaf[] {
  if (isTable(value)) {
    const entries = Object.entries(value);
    if (entries.length === 0 && path.length > 0) return [{ path, value, dotted }];
    return entries.flatMap(([key, below]) => {
      const to = [...path, ...key.split(".")];
      // A key outside of all tables is taken apart where the file is written.
      const isDotted = path.length > 0 && to.length > path.length + 1;
      return leavesBelow(below, to, isDotted ? [path.length, to.length] : dotted);
    });
  }
  if (isTableArray(value)) {
    const last = path.at(-1) ?? "";
    return value.flatMap((each) => leavesBelow(each, [...path.slice(0, -1), `${last}[]`], dotted));
  }
  return [{ path, value, dotted }];
}
