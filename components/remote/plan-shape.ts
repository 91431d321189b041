import { addressMeaning, nameRules, type Rule, readAddress } from "../validation/names";

/**
 * Checks a plan and returns it typed. Small instead of a schema library because the program starts
 * for every step of a roll, and loading one costs more than all its other modules together.
 * A value is never repeated in an error: plans hold keys and passwords.
 */
export type Shape<T> = (value: unknown, at: string) => T;

/** A plan that can't be used; `at` is the property's path. */
export class PlanError extends Error {
  constructor(
    readonly at: string,
    allowed: string,
    value: unknown,
  ) {
    super(`plan: ${at || "the plan"} must be ${allowed}, got ${kindOf(value, allowed)}`);
    this.name = "PlanError";
  }
}

function kindOf(value: unknown, allowed: string): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  // Where text belongs, a number can be a password.
  if (typeof value === "number" && /text/.test(allowed)) return "a number";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return typeof value === "string" ? "a text that does not fit" : "an object";
}

function check<T>(allowed: string, holds: (value: unknown) => boolean): Shape<T> {
  return (value, at) => {
    if (!holds(value)) throw new PlanError(at, allowed, value);
    return value as T;
  };
}

export function matching(allowed: string, pattern: RegExp): Shape<string> {
  return check(allowed, (value) => typeof value === "string" && pattern.test(value));
}

export function ruled({ meaning, pattern }: Rule): Shape<string> {
  return matching(meaning, pattern);
}

export const anyText: Shape<string> = check("text", (value) => typeof value === "string");
export const text = matching("text that is not empty", /./s);
export const line = matching("one line of text", /^[^\n\r]{1,200}$/);
export const name = ruled(nameRules.name);
export const userName = ruled(nameRules.user);
/** As SSH takes it: an IPv6 address without brackets. */
export const address: Shape<string> = (value, at) => {
  const found = typeof value === "string" ? readAddress(value) : undefined;
  if (found === undefined) throw new PlanError(at, addressMeaning, value);
  return found;
};
export const absolutePath = matching("an absolute path", /^\/(?!.*(^|\/)\.\.(\/|$))[^\n\0]+$/);
export const relativePath = matching(
  "a path below the home, without ..",
  /^(?!\/)(?!.*(^|\/)\.\.(\/|$))[^\n\0]+$/,
);
export const seconds: Shape<number> = check(
  "seconds, 0 or more",
  (value) => typeof value === "number" && Number.isFinite(value) && value >= 0,
);
export const port: Shape<number> = check(
  "a port, 1 to 65535",
  (value) => Number.isInteger(value) && Number(value) > 0 && Number(value) < 65536,
);
export const count: Shape<number> = check(
  "a whole number, 0 or more",
  (value) => Number.isInteger(value) && Number(value) >= 0,
);
export const flag: Shape<boolean> = check("true or false", (value) => typeof value === "boolean");
export const number: Shape<number> = check("a number", (value) => Number.isFinite(value));

export function oneOf<T extends string>(...values: readonly T[]): Shape<T> {
  return check(values.join(" or "), (value) => values.includes(value as T));
}

/** One of several shapes, told apart by one property. */
export function variant<K extends string, T extends { readonly [P in K]: string }>(
  key: K,
  shapes: { readonly [V in T[K]]: Shape<Extract<T, { readonly [P in K]: V }>> },
): Shape<T> {
  const kind = oneOf(...(Object.keys(shapes) as T[K][]));
  return (value, at) => {
    const found = kind(object(value, at)[key], at ? `${at}.${key}` : key);
    return (shapes[found] as unknown as Shape<T>)(value, at);
  };
}

export function optional<T>(shape: Shape<T>): Shape<T | undefined> {
  return (value, at) => (value === undefined || value === null ? undefined : shape(value, at));
}

export function list<T>(shape: Shape<T>): Shape<readonly T[]> {
  return (value, at) => {
    if (!Array.isArray(value)) throw new PlanError(at, "a list", value);
    return value.map((item, index) => shape(item, `${at}[${index}]`));
  };
}

export function record<T>(shape: Shape<T>): Shape<Readonly<Record<string, T>>> {
  return (value, at) =>
    Object.fromEntries(
      Object.entries(object(value, at)).map(([key, item]) => [key, shape(item, `${at}.${key}`)]),
    );
}

/** Properties that are not listed are left out: an older program reads a newer plan. */
export function shape<T extends object>(properties: { [K in keyof T]-?: Shape<T[K]> }): Shape<T> {
  return (value, at) => {
    const source = object(value, at);
    const entries = Object.entries(properties as Record<string, Shape<unknown>>).map(([key, inner]) => [
      key,
      inner(source[key], at ? `${at}.${key}` : key),
    ]);
    return Object.fromEntries(entries.filter(([, item]) => item !== undefined)) as T;
  };
}

/** Objects that differ by their `kind`. */
export function byKind<T extends { readonly kind: string }>(
  kinds: {
    [K in T["kind"]]: Shape<Extract<T, { readonly kind: K }>>;
  },
): Shape<T> {
  const kind = oneOf(...(Object.keys(kinds) as T["kind"][]));
  return (value, at) => {
    const own = kind(object(value, at).kind, at ? `${at}.kind` : "kind");
    return (kinds[own] as Shape<T>)(value, at);
  };
}

function object(value: unknown, at: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new PlanError(at, "an object", value);
  }
  return value as Record<string, unknown>;
}
