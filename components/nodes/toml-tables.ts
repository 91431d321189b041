import { Problems } from "../validation/problems";
import type { TomlTable, TomlValue } from "./toml-table";

/** A value of deployment.toml and the keys that lead to it; a key may have dots in it. */
export interface TomlLeaf {
  readonly keys: readonly string[];
  /** The keys with dots between them: how the product's configuration tool knows the value. */
  readonly path: string;
  readonly value: unknown;
}

export function isTable(value: unknown): value is TomlTable {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

/** All values in their order; an empty table is one. */
export function leavesOf(value: unknown, keys: readonly string[] = []): TomlLeaf[] {
  if (isTable(value) && Object.keys(value).length > 0) {
    return Object.entries(value).flatMap(([key, below]) => leavesOf(below, [...keys, key]));
  }
  return keys.length > 0 ? [{ keys, path: keys.join("."), value }] : [];
}

/** Deep merge of tables; what the operator sets wins, arrays of tables are joined, other arrays and values taken whole. */
export function mergeTables(base: TomlTable, over: TomlTable): TomlTable {
  const merged = new Map(Object.entries(base));
  for (const [key, value] of Object.entries(over)) merged.set(key, mergeValues(merged.get(key), value));
  return Object.fromEntries(merged);
}

function mergeValues(below: TomlValue | undefined, value: TomlValue): TomlValue {
  if (isTable(below) && isTable(value)) return mergeTables(below, value);
  return isTableArray(below) && isTableArray(value) ? joinTables(below, value) : value;
}

export function isTableArray(value: unknown): value is TomlTable[] {
  return Array.isArray(value) && value.length > 0 && value.every(isTable);
}

/** The operator's tables, and those of ours that none of them has the name of. */
function joinTables(base: readonly TomlTable[], over: readonly TomlTable[]): TomlTable[] {
  const isOvers = ({ name }: TomlTable) => name !== undefined && over.some((each) => each.name === name);
  return [...over, ...base.filter((each) => !isOvers(each))];
}

/** The table in which one value stands, `{ a: { b: value } }`. */
export function nest(keys: readonly string[], value: TomlTable[string]): TomlTable {
  const [key = "", ...rest] = keys;
  return { [key]: rest.length > 0 ? nest(rest, value) : value };
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "list";
  if (isTable(value)) return "table";
  if (typeof value === "number") return Number.isInteger(value) ? "whole number" : "number";
  return typeof value;
}

/** Why a value has no place in TOML as the product reads it; nothing when it has. Never the value itself. */
function wrongValue(value: unknown): string | undefined {
  if (value === null || value === undefined) return "is null, which TOML has not; leave the key out";
  if (typeof value === "number" && !Number.isFinite(value)) return "is no finite number";
  if (typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value)) {
    return "is a whole number of more than 15 digits, which lost some on its way here; give it as text";
  }
  if (!Array.isArray(value)) return undefined;
  const kinds = [...new Set(value.map(kindOf))];
  return kinds.length > 1 && value.every((each) => each !== null)
    ? `mixes values of type ${kinds.join(" and ")}; the product reads lists of one type`
    : undefined;
}

function checkValue(problems: Problems, value: unknown, at: string): void {
  const wrong = wrongValue(value);
  problems.require(wrong === undefined, at, wrong ?? "");
  if (Array.isArray(value))
    for (const [index, each] of value.entries()) checkValue(problems, each, `${at}[${index}]`);
  else if (isTable(value)) {
    for (const [key, below] of Object.entries(value)) checkValue(problems, below, `${at}.${key}`);
  }
}

/** What is wrong with the operator's tables, whatever the product makes of them. */
export function checkTables(settings: TomlTable, at: string): Problems {
  const problems = new Problems();
  checkValue(problems, settings, at);
  const leaves = leavesOf(settings);
  const seen = new Set<string>();
  const paths = new Set(leaves.map(({ path }) => path));
  for (const { path } of leaves) {
    const parts = path.split(".");
    const above = parts.slice(1).map((_, index) => parts.slice(0, index + 1).join("."));
    const twice = seen.has(path) || above.some((each) => paths.has(each));
    problems.require(!twice, `${at}.${path}`, "is set twice, with and without a dot in a key; set it once");
    seen.add(path);
  }
  return problems;
}
