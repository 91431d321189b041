import type { Image, Instance } from "@aws-sdk/client-ec2";

/** An EC2 instance as far as a machine needs it. */
export interface CloudInstance {
  readonly instanceId: string;
  readonly vpcId: string;
  readonly wanted: "running" | "stopped";
  /** Primary address first, then secondary ones, interface by interface. */
  readonly addresses: readonly string[];
  readonly zone: string;
  readonly hostname: string;
  /** Name of the AMI. */
  readonly imageName: string;
  readonly keyName?: string;
  /** The `Name` tag. */
  readonly name?: string;
}

function planAddresses(instance: Instance): string[] {
  const interfaces = [...(instance.NetworkInterfaces ?? [])].sort(
    (a, b) => (a.Attachment?.DeviceIndex ?? 0) - (b.Attachment?.DeviceIndex ?? 0),
  );
  const all = interfaces.flatMap(({ PrivateIpAddress, PrivateIpAddresses }) => [
    PrivateIpAddress,
    ...(PrivateIpAddresses ?? []).map((each) => each.PrivateIpAddress),
  ]);
  const addresses = [...all, instance.PrivateIpAddress].filter((address) => address !== undefined);
  return [...new Set(addresses)];
}

/** The instances that have a machine; terminated ones have none. */
export function planInstances(instances: readonly Instance[], images: readonly Image[]): CloudInstance[] {
  return instances.flatMap((instance) => {
    const state = instance.State?.Name;
    const addresses = planAddresses(instance);
    const [primary] = addresses;
    if (!instance.InstanceId || !primary || state === "terminated" || state === "shutting-down") return [];
    const image = images.find(({ ImageId }) => ImageId === instance.ImageId);
    return {
      instanceId: instance.InstanceId,
      vpcId: instance.VpcId ?? "",
      wanted: state === "stopped" || state === "stopping" ? "stopped" : "running",
      addresses,
      zone: instance.Placement?.AvailabilityZone ?? "",
      hostname: `ip-${primary.replaceAll(".", "-")}`,
      imageName: image?.Name ?? instance.ImageId ?? "",
      keyName: instance.KeyName,
      name: instance.Tags?.find(({ Key }) => Key === "Name")?.Value,
    } as const;
  });
}
