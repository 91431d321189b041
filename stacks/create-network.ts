import { InstanceConnect, Network } from "../components";
import type { NodeClusterSettings } from "./settings";

/** The VPC, made or given, and the way to SSH where an endpoint is asked for. */
export function createNetwork(name: string, settings: NodeClusterSettings) {
  const { vpcCidr, zoneCount, zones, natGateways, flowLogBucket, vpcId } = settings;
  const { publicSubnetIds = [], privateSubnetIds = [] } = settings;
  const existing = vpcId ? { existing: { vpcId, publicSubnetIds, privateSubnetIds } } : {};
  const network = new Network(name, { vpcCidr, zoneCount, zones, natGateways, flowLogBucket, ...existing });
  const [subnetId = ""] = network.privateSubnetIds;
  const way = settings.instanceConnect
    ? new InstanceConnect(name, { vpcId: network.vpcId, subnetId })
    : undefined;
  return { network, way };
}
