/** Machines by key, `node1` on, with what the keys end with, spread over subnets so that a key always lives in the same one. */
export function placeMachines<Subnet>(
  prefix: string,
  count: number,
  subnetIds: readonly Subnet[],
  suffix = "",
): Record<string, { subnetId: Subnet }> {
  const machines: Record<string, { subnetId: Subnet }> = {};
  for (let index = 0; index < count; index++) {
    const subnetId = subnetIds[index % subnetIds.length];
    if (subnetId === undefined) throw new Error("no subnet to place machines in");
    machines[`${prefix}${index + 1}${suffix}`] = { subnetId };
  }
  return machines;
}
