import { DescribeInstancesCommand } from "@aws-sdk/client-ec2";
import {
  GetInstanceProfileCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListRolePoliciesCommand,
} from "@aws-sdk/client-iam";
import type { AwsClients } from "../cloud/aws-clients";
import { planCable } from "../machines/plan-network";
import { allowedActions } from "./allowed-actions";
import type { InstanceFacts } from "./answer-metadata";

/** An instance, and what its role may do. */
export interface KnownInstance {
  readonly facts: InstanceFacts;
  readonly allowed: readonly string[];
}

/** The instance with this primary address. @param id Of the sandbox. */
export async function findInstance(
  { ec2, endpoint, region }: AwsClients,
  id: string,
  address: string,
): Promise<KnownInstance | undefined> {
  const Filters = [{ Name: "private-ip-address", Values: [address] }];
  const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({ Filters }));
  const instances = Reservations.flatMap(({ Instances = [] }) => Instances);
  const instance = instances.find(({ State }) => State?.Name !== "terminated");
  if (!instance) return undefined;
  const [nic] = instance.NetworkInterfaces ?? [];
  const addresses = (nic?.PrivateIpAddresses ?? []).flatMap((each) => each.PrivateIpAddress ?? []);
  const profile = instance.IamInstanceProfile?.Arn?.split("/").at(-1);
  const role = profile === undefined ? undefined : await findRole(endpoint, region, profile);
  return {
    allowed: role?.allowed ?? [],
    facts: {
      instanceId: instance.InstanceId ?? "",
      networkInterfaceId: nic?.NetworkInterfaceId ?? "",
      mac: planCable(id, "", address).mac,
      addresses: [...new Set([address, ...addresses])],
      region,
      zone: instance.Placement?.AvailabilityZone ?? "",
      ...(role ? { role: role.name } : {}),
    },
  };
}

async function findRole(endpoint: string, region: string, InstanceProfileName: string) {
  const iam = new IAMClient({
    endpoint,
    region,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  const { InstanceProfile } = await iam.send(new GetInstanceProfileCommand({ InstanceProfileName }));
  const RoleName = InstanceProfile?.Roles?.[0]?.RoleName;
  if (RoleName === undefined) return undefined;
  const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
  const policies = await Promise.all(
    PolicyNames.map((PolicyName) => iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }))),
  );
  const documents = policies.map(({ PolicyDocument = "{}" }) => decodeURIComponent(PolicyDocument));
  return { name: RoleName, allowed: allowedActions(documents) };
}
