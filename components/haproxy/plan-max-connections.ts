/** Memory by an instance type's size, in GiB: the least of the families that have it (EC2's list of instance types). */
const memoryGib: Readonly<Record<string, number>> = { nano: 0.5, micro: 1, small: 2, medium: 2, large: 4 };

/** Of a larger size, or one that is not known. */
const largestGib = 4;

/** What a connection may take: two buffers of 16 KiB and TLS on both of its sides. */
const kibPerConnection = 100;

/** Connections of one frontend for which half of a machine's memory is enough, with all frontends full. */
export function planMaxConnections(instanceType: string, frontends: number): number {
  const size = instanceType.split(".")[1] ?? "";
  const memoryKib = (memoryGib[size] ?? largestGib) * 1024 * 1024;
  return Math.floor(memoryKib / 2 / kibPerConnection / frontends / 100) * 100;
}
