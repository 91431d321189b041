import {
  DescribeAddressesCommand,
  DescribeInstanceConnectEndpointsCommand,
  DescribeInstancesCommand,
  DescribeKeyPairsCommand,
  DescribeNatGatewaysCommand,
  DescribeNetworkInterfacesCommand,
  DescribeSecurityGroupsCommand,
  DescribeVolumesCommand,
  DescribeVpcsCommand,
} from "@aws-sdk/client-ec2";
import { DescribeLoadBalancersCommand } from "@aws-sdk/client-elastic-load-balancing";
import { IAMClient, ListServerCertificatesCommand } from "@aws-sdk/client-iam";
import { createAwsClients } from "../../../sandbox/cloud/aws-clients";

/** What an account has beside what AWS itself puts there: of each kind that costs or stands in somebody's way. */
export async function findLeftovers(endpoint: string, region: string): Promise<string[]> {
  const { ec2, elb } = createAwsClients(endpoint, region);
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const iam = new IAMClient({ endpoint, region, credentials });
  const [
    vpcs,
    groups,
    addresses,
    gateways,
    endpoints,
    pairs,
    interfaces,
    volumes,
    instances,
    elbs,
    certificates,
  ] = await Promise.all([
    ec2.send(new DescribeVpcsCommand({})),
    ec2.send(new DescribeSecurityGroupsCommand({})),
    ec2.send(new DescribeAddressesCommand({})),
    ec2.send(new DescribeNatGatewaysCommand({})),
    ec2.send(new DescribeInstanceConnectEndpointsCommand({})),
    ec2.send(new DescribeKeyPairsCommand({})),
    ec2.send(new DescribeNetworkInterfacesCommand({})),
    ec2.send(new DescribeVolumesCommand({})),
    ec2.send(new DescribeInstancesCommand({})),
    elb.send(new DescribeLoadBalancersCommand({})),
    iam.send(new ListServerCertificatesCommand({})),
  ]);
  const machines = instances.Reservations?.flatMap(({ Instances = [] }) => Instances) ?? [];
  const gone = (state: string | undefined) => state === "deleted" || state === "terminated";
  const found: (string | undefined)[] = [
    ...(vpcs.Vpcs ?? []).filter(({ IsDefault }) => !IsDefault).map(({ VpcId }) => VpcId),
    ...(groups.SecurityGroups ?? [])
      .filter(({ GroupName }) => GroupName !== "default")
      .map(({ GroupId }) => GroupId),
    ...(addresses.Addresses ?? []).map(({ AllocationId }) => AllocationId),
    ...(gateways.NatGateways ?? [])
      .filter(({ State }) => !gone(State))
      .map(({ NatGatewayId }) => NatGatewayId),
    ...(endpoints.InstanceConnectEndpoints ?? [])
      .filter(({ State }) => !gone(State?.replace("delete-complete", "deleted")))
      .map(({ InstanceConnectEndpointId }) => InstanceConnectEndpointId),
    ...(pairs.KeyPairs ?? []).map(({ KeyPairId }) => KeyPairId),
    ...(interfaces.NetworkInterfaces ?? []).map(({ NetworkInterfaceId }) => NetworkInterfaceId),
    ...(volumes.Volumes ?? []).map(({ VolumeId }) => VolumeId),
    ...machines.filter(({ State }) => !gone(State?.Name)).map(({ InstanceId }) => InstanceId),
    ...(elbs.LoadBalancerDescriptions ?? []).map(({ LoadBalancerName }) => LoadBalancerName),
    ...(certificates.ServerCertificateMetadataList ?? []).map(
      ({ ServerCertificateName }) => ServerCertificateName,
    ),
  ];
  return found.map(String);
}
