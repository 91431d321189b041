import type { Problem } from "../validation/problems";
import type { DeployedGroup } from "./deployed";

/** A strategy that keeps machines can't give them another image or type. */
export function checkKeptMachines(
  machines: Readonly<Record<string, string>>,
  deployed: DeployedGroup | undefined,
): Problem[] {
  const runs = deployed?.machines ?? {};
  return Object.entries(machines)
    .filter(([node, machine]) => runs[node] !== undefined && runs[node] !== machine)
    .map(([node, machine]) => ({
      propertyPath: `machines.${node}`,
      reason: `got "${machine}" where "${runs[node]}" runs, and strategy in-place keeps it; set the old image and type back, or use strategy auto or replace`,
    }));
}
