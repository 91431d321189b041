import type { Problem } from "../validation/problems";
import { type DeployedGroup, findChanges, type WantedGroup } from "./deployed";

/** A strategy that keeps machines can't give them another image or type. */
export function checkKeptMachines(wanted: WantedGroup, deployed: DeployedGroup | undefined): Problem[] {
  return findChanges(Object.keys(wanted.machines), wanted, deployed)
    .filter(({ causes }) => causes.includes("machine"))
    .map(({ node }) => ({
      propertyPath: `machines.${node}`,
      reason: `got "${wanted.machines[node]}" where "${deployed?.machines[node]}" runs, and strategy in-place keeps it; set the old image and type back, or use strategy auto or replace`,
    }));
}
