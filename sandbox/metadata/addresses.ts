/** Where an instance asks who it is, on EC2 as here. */
export const metadataAddress = "169.254.169.254";

/** Where a machine of the sandbox reaches the AWS API: it has no way to the internet's. */
export const apiAddress = "169.254.169.253";

/** Both, as machines know the way. */
export const doorRange = "169.254.169.252/30";

/** Header in which the machine's address goes through the door. */
export const machineHeader = "x-machine-address";

/** Header in which the address goes that the machine asked. */
export const doorHeader = "x-door-address";

/** Of the process that knows the account; a file, because other sockets don't cross network namespaces. */
export function doorSocket(id: string): string {
  return `/run/pulumi-wso2-door-${id}.sock`;
}
