import type { Problems } from "../validation/problems";
import type { TomlTable } from "./toml-table";
import { isTable, leavesOf } from "./toml-tables";

const reason =
  "refers to a secret of WSO2's cipher tool, which the deployment does not know: the server would not start; give the value itself";

function refers(value: unknown): boolean {
  if (typeof value === "string") return /\$secret\{/.test(value);
  const below = Array.isArray(value) ? value : isTable(value) ? Object.values(value) : [];
  return below.some(refers);
}

/** Notes each value with a `$secret{alias}` in it, where nothing else is wrong with it. */
export function checkSecretReferences(problems: Problems, settings: TomlTable, at: string): void {
  const said = new Set(problems.list.map(({ propertyPath }) => propertyPath));
  for (const { path, value } of leavesOf(settings)) {
    problems.require(said.has(`${at}.${path}`) || !refers(value), `${at}.${path}`, reason);
  }
}
