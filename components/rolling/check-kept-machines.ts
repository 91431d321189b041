import type { Problem } from "../validation/problems";
import type { DeployedGroup } from "./deployed";
import type { HostProvider } from "./host-provider";

/** Of machines whose description is plain text, so that nothing has been registered yet. */
export function checkKeptHosts(hosts: HostProvider, deployed: DeployedGroup | undefined): Problem[] {
  const plain = hosts.keys.flatMap((key) => {
    const machine = hosts.describe(key);
    return typeof machine === "string" ? [[key, machine] as const] : [];
  });
  return checkKeptMachines(Object.fromEntries(plain), deployed);
}

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
