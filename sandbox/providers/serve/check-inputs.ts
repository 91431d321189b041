import { isDeepStrictEqual } from "node:util";
import { isUnknown, type Properties, plain } from "./wire";

/** What an input may be. A list of strings names the allowed values. */
export type InputKind =
  | "string"
  | "number"
  | "boolean"
  | "any[]"
  | "string[]"
  | "string{}"
  | { readonly object: Readonly<Record<string, InputKind>> }
  | { readonly oneOf: readonly string[] }
  | { readonly listOf: readonly string[] }
  | { readonly unsupported: true };

/** Inputs by name; `required` ones must be given. */
export interface InputSpec {
  readonly kinds: Readonly<Record<string, InputKind>>;
  readonly required?: readonly string[];
}

export interface InputFailure {
  readonly property: string;
  readonly reason: string;
}

/** Everything that is wrong with the inputs. Unknown properties are named, never ignored. */
export function checkInputs(spec: InputSpec, inputs: Properties): InputFailure[] {
  const missing = (spec.required ?? [])
    .filter((name) => inputs[name] === undefined || inputs[name] === null)
    .map((property) => ({ property, reason: "is required" }));
  return [...missing, ...checkObject(spec.kinds, inputs, "")];
}

function checkObject(
  kinds: Readonly<Record<string, InputKind>>,
  values: object,
  path: string,
): InputFailure[] {
  return Object.entries(values).flatMap(([name, wrapped]) => {
    const property = path === "" ? name : `${path}.${name}`;
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
    if (!kind) {
      const known = Object.keys(kinds).sort().join(", ");
      return [{ property, reason: `is not a property the sandbox knows here; it knows ${known}` }];
    }
    const value = plain(wrapped);
    if (value === null || value === undefined || isUnknown(value)) return [];
    if (typeof kind === "object" && "object" in kind && isRecord(value)) {
      return checkObject(kind.object, value, property);
    }
    const fault = findFault(kind, value);
    if (!fault) return [];
    const holdsSecret = !isDeepStrictEqual(value, wrapped);
    return [{ property, reason: holdsSecret ? fault.replace(/, got .*$/s, "") : fault }];
  });
}

function findFault(kind: InputKind, value: unknown): string | undefined {
  if (typeof kind === "object") {
    if ("unsupported" in kind) return "is not in the sandbox's provider";
    if ("object" in kind) return `must be an object, got ${describe(value)}`;
    if ("oneOf" in kind) return oneOfFault(kind.oneOf, value);
    if (!Array.isArray(value)) return `must be a list, got ${describe(value)}`;
    return value.map((item) => oneOfFault(kind.listOf, item)).find(Boolean);
  }
  switch (kind) {
    case "any[]":
      return Array.isArray(value) ? undefined : `must be a list, got ${describe(value)}`;
    case "string[]":
      return Array.isArray(value) && value.every(isText)
        ? undefined
        : `must be a list of strings, got ${describe(value)}`;
    case "string{}":
      return isRecord(value) && Object.values(value).every(isText)
        ? undefined
        : `must be an object of strings, got ${describe(value)}`;
    default:
      return isUnknown(value) || typeof value === kind
        ? undefined
        : `must be a ${kind}, got ${describe(value)}`;
  }
}

function oneOfFault(allowed: readonly string[], value: unknown): string | undefined {
  if (isUnknown(value) || (typeof value === "string" && allowed.includes(value))) return undefined;
  return `must be one of ${allowed.join(", ")}, got ${describe(value)}`;
}

function isText(value: unknown): boolean {
  return typeof value === "string";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Short, since a value may be long, and without the content of an object, since that may be a secret. */
function describe(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (isRecord(value)) return "an object";
  return typeof value === "string" ? `"${value.slice(0, 40)}"` : String(value);
}
