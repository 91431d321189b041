import type { MachineSpec } from "../machines";
import type { CloudInstance } from "./plan-instances";

/** The machine of an EC2 instance. */
export function planInstanceMachine(
  instance: CloudInstance,
  image: string,
  publicKeys: ReadonlyMap<string, string>,
): MachineSpec {
  const key = instance.keyName === undefined ? undefined : publicKeys.get(instance.keyName);
  return {
    name: instance.instanceId,
    image,
    imageLabel: instance.imageName,
    addresses: instance.addresses,
    hostname: instance.hostname,
    authorizedKeys: key === undefined ? [] : [key.trim()],
  };
}

/** A machine that stands for a load balancer or is a database's: AWS's own, so nobody logs in. */
export function planElbMachine(name: string, address: string, image: string, label: string): MachineSpec {
  return { name, image, imageLabel: label, addresses: [address], hostname: name, authorizedKeys: [] };
}
