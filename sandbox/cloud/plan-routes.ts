import type { RouteTable } from "@aws-sdk/client-ec2";
import type { MachineRoute } from "../machines/types";
import type { CloudInstance } from "./plan-instances";

/**
 * Addresses that route tables lead to an instance. The machines share one network, and so one table: where tables
 * differ, as while an agent goes from one to the next, the first one counts.
 */
export function planRoutes(
  tables: readonly RouteTable[],
  vpcId: string,
  instances: readonly CloudInstance[],
): MachineRoute[] {
  const routes = new Map<string, MachineRoute>();
  for (const { DestinationCidrBlock = "", InstanceId } of tables
    .filter(({ VpcId }) => VpcId === vpcId)
    .flatMap(({ Routes = [] }) => Routes)) {
    const [destination = "", prefix] = DestinationCidrBlock.split("/");
    const instance = instances.find(({ instanceId }) => instanceId === InstanceId);
    const [gateway] = instance?.addresses ?? [];
    if (prefix !== "32" || !instance || !gateway || routes.has(destination)) continue;
    routes.set(destination, { destination, machine: instance.instanceId, gateway });
  }
  return [...routes.values()];
}
