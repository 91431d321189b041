import { isUnknown } from "../serve/wire";
import type { Failure, PropertySpec, PropertyTable, Values } from "./property-spec";

/** What is wrong with values by their table. Properties that the table doesn't have are named, never ignored. */
export function checkValues(table: PropertyTable, values: Values, path = ""): Failure[] {
  const at = (name: string) => (path === "" ? name : `${path}.${name}`);
  const missing = Object.entries(table)
    .filter(([name, spec]) => spec.required && values[name] === undefined)
    .map(([name]) => ({ property: at(name), reason: `is missing: ${at(name)} is required` }));
  const wrong = Object.entries(values).flatMap(([name, value]) => {
    const spec = Object.hasOwn(table, name) ? table[name] : undefined;
    if (!spec) {
      const known = Object.keys(table).sort().join(", ");
      return [
        { property: at(name), reason: `${at(name)} is not supported by the sandbox; supported: ${known}` },
      ];
    }
    if (spec.refused) return [{ property: at(name), reason: `${at(name)} ${spec.refused}` }];
    return checkValue(spec, value, at(name));
  });
  return [...missing, ...wrong];
}

function checkValue(spec: PropertySpec, value: unknown, path: string): Failure[] {
  if (isUnknown(value)) return [];
  const fault = (wanted: string) => [
    { property: path, reason: `${path} must be ${wanted}, got ${describe(value)}` },
  ];
  switch (spec.kind) {
    case "strings":
      return isList(value, isText) ? [] : fault("a list of strings");
    case "tags":
      return isObject(value) && Object.values(value).every(isText) ? [] : fault("an object of strings");
    case "object":
      return isObject(value) ? checkValues(spec.fields ?? {}, value, path) : fault("an object");
    case "objects":
      if (!isList(value, (item) => isObject(item) || isUnknown(item))) return fault("a list of objects");
      return (value as Values[]).flatMap((item, index) =>
        isUnknown(item) ? [] : checkValues(spec.fields ?? {}, item, `${path}[${index}]`),
      );
    default:
      return typeof value === spec.kind ? [] : fault(`a ${spec.kind}`);
  }
}

function isList(value: unknown, holds: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(holds);
}

function isText(value: unknown): boolean {
  return typeof value === "string";
}

function isObject(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The kind only: a value may be a secret. */
function describe(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  return value === null ? "null" : `a value of type ${typeof value}`;
}
