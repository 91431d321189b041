import type { Cli } from "../../../sandbox/cli/drive-cli";
import { findCloud } from "../../../sandbox/cloud";
import { Cgroups } from "../../../sandbox/machines/cgroups";
import { packageRoot, sandboxPaths } from "../../../sandbox/paths";

/** Ends everything on a machine of the stack at once, as a power cut. It stays away. */
export async function loseMachine(cli: Cli, key: string): Promise<void> {
  process.env.WSO2_SANDBOX_STATE = cli.env.WSO2_SANDBOX_STATE;
  const { nodes, loadBalancers } = await cli.outputs();
  const address = [...nodes, ...loadBalancers].find((each) => each.key === key)?.address;
  const cloud = await findCloud("dev", packageRoot);
  const machine = cloud?.status.machines.find((each) => each.addresses.includes(address ?? ""));
  if (!machine) throw new Error(`no machine ${key} at ${address}`);
  new Cgroups(`${sandboxPaths("dev", packageRoot).id}/${machine.name}`).kill();
}
