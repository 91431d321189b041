import { readFile, rename, writeFile } from "node:fs/promises";
import { findInit, pathInside } from "../elb/inside-machine";

const mark = "# RDS";

/** A machine's /etc/hosts with these names in it, in the place of AWS's own DNS; its other lines stay. */
export function renderHostNames(before: string, names: ReadonlyMap<string, string>): string {
  const others = before.split("\n").filter((line) => line !== "" && !line.endsWith(mark));
  const own = [...names].sort().map(([name, address]) => `${address} ${name} ${mark}`);
  return `${[...others, ...own].join("\n")}\n`;
}

/** Makes a machine know the names; one that is not up yet hears of them in the next round. */
export async function tellHostNames(pid: number, names: ReadonlyMap<string, string>): Promise<void> {
  try {
    const path = pathInside(findInit(pid), "/etc/hosts");
    const before = await readFile(path, "utf8");
    const after = renderHostNames(before, names);
    if (after === before) return;
    await writeFile(`${path}.rds`, after, { mode: 0o644 });
    await rename(`${path}.rds`, path);
  } catch {
    return;
  }
}
