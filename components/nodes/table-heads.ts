import type { TomlTable } from "./toml-table";
import { mergeTables, nest } from "./toml-tables";

/** `apim.jwt`, as a file has it in brackets. */
const head = /^[\w-]+(\.[\w-]+)+$/;

/** Tables whose own keys have dots, `"http.proxyHost"`: what stands below them is one key. */
const dotted = new Set(["properties", "parameters", "parameter", "pool_options", "synapse_properties"]);

/**
 * The steps of a key that stands outside of all tables. Written as the head of a table, `"apim.jwt": {...}`, it means
 * that table; the products know no key with a dot there, and would read it nowhere.
 */
export function splitHead(key: string): string[] {
  if (!head.test(key)) return [key];
  const steps = key.split(".");
  const inside = steps.findIndex((step) => dotted.has(step)) + 1;
  if (inside === 0 || inside === steps.length) return steps;
  return [...steps.slice(0, inside), steps.slice(inside).join(".")];
}

/** The operator's tables with a table for each step of a head. */
function unfoldHeads(tables: TomlTable): TomlTable {
  return Object.entries(tables).reduce<TomlTable>(
    (all, [key, value]) => mergeTables(all, nest(splitHead(key), value)),
    {},
  );
}

/** What a product's file says, with the operator's tables in it. */
export function addTables(own: TomlTable, operators: TomlTable): TomlTable {
  return mergeTables(own, unfoldHeads(operators));
}
