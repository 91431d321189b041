import { isDeepStrictEqual } from "node:util";
import { isSecret, type Properties } from "./wire";

export type ChangeKind = "add" | "delete" | "update";

/** One changed place in the inputs: `triggers[0]`, `environment.LANG`. */
export interface Change {
  readonly path: string;
  readonly kind: ChangeKind;
}

/** Where new inputs differ from the old ones, as deep as both are lists or objects. */
export function planChanges(before: Properties, after: Properties): Change[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].sort().flatMap((name) => compare(before[name], after[name], name));
}

/** The input that a path starts with. */
export function inputOf(path: string): string {
  return /^[^.[]+/.exec(path)?.[0] ?? path;
}

function compare(before: unknown, after: unknown, path: string): Change[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (isAbsent(before)) return isAbsent(after) ? [] : [{ path, kind: "add" }];
  if (isAbsent(after)) return [{ path, kind: "delete" }];
  if (Array.isArray(before) && Array.isArray(after)) {
    const length = Math.max(before.length, after.length);
    return Array.from({ length }, (_, i) => compare(before[i], after[i], `${path}[${i}]`)).flat();
  }
  if (isObject(before) && isObject(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].sort().flatMap((key) => compare(before[key], after[key], join(path, key)));
  }
  return [{ path, kind: "update" }];
}

/** An empty list or object still differs from none at all. */
function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isSecret(value);
}

function join(path: string, key: string): string {
  return /^\w+$/.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`;
}
