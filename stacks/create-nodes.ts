import type * as pulumi from "@pulumi/pulumi";
import { Ec2Hosts, MachineIdentity, type MachineLogs, type Network, type SshAccess } from "../components";
import { nodeSuffix } from "./generation";
import { imageId } from "./image-id";
import { placeMachines } from "./place";
import type { NodeClusterSettings } from "./settings";

/** The identities of a group's nodes, by key: `node1`, `is1`. */
export function createNodes(
  name: string,
  prefix: string,
  settings: NodeClusterSettings,
  {
    network,
    access,
    groupId,
  }: { readonly network: Network; readonly access: SshAccess; readonly groupId: pulumi.Input<string> },
): Record<string, MachineIdentity> {
  const places = placeMachines(prefix, settings.nodeCount, network.privateSubnetIds, nodeSuffix(settings));
  return Object.fromEntries(
    Object.entries(places).map(([key, { subnetId }]) => [
      key,
      new MachineIdentity(`${name}-${key}`, {
        ...{ key, subnetId, access, securityGroupIds: [groupId], after: network.ready },
      }),
    ]),
  );
}

/** Where they are reached inside of the VPC. */
export function addressesOf(nodes: Record<string, MachineIdentity>): pulumi.Output<string>[] {
  return Object.values(nodes).map(({ address }) => address);
}

/** Their instances. */
export function nodeHosts(
  { ami, nodeInstanceType, detailedMonitoring }: NodeClusterSettings,
  nodes: Record<string, MachineIdentity>,
  access: SshAccess,
  logs?: MachineLogs,
): Ec2Hosts {
  const size = { imageId: imageId(ami), instanceType: nodeInstanceType, detailedMonitoring };
  const machine = { ...size, ...(logs ? { logs } : {}) };
  return new Ec2Hosts({ nodes, access, machine, image: ami });
}
