import { parse } from "smol-toml";

/** Lines that only one of two files has, with the table that they stand in; both have as many lines. */
export function difference(one: string, other: string): string[] {
  const [left, right] = [placed(one), placed(other)];
  expect(left).toHaveLength(right.length);
  return left.flatMap((line, index) => (line === right[index] ? [] : [`- ${line}`, `+ ${right[index]}`]));
}

function placed(toml: string): string[] {
  let table = "";
  const lines = toml.split("\n").filter((line) => line !== "");
  return lines.map((line) => {
    if (line.startsWith("[")) table = line;
    return `${table} ${line}`;
  });
}

/** The value at a path; a number is a place in an array. */
export function valueAt(toml: string, path: string): unknown {
  const step = (value: unknown, key: string) => (value as Record<string, unknown> | undefined)?.[key];
  return path.split(".").reduce<unknown>(step, parse(toml));
}

/** Paths of all values, with places in arrays of tables. */
export function pathsOf(value: unknown, path: readonly (string | number)[] = []): string[] {
  const isList = Array.isArray(value) && !value.every((each) => typeof each === "object");
  if (typeof value !== "object" || value === null || isList) return [path.join(".")];
  return Object.entries(value).flatMap(([key, below]) => pathsOf(below, [...path, key]));
}
