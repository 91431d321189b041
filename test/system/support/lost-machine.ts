import type { Cli } from "../../../sandbox/cli/drive-cli";
import { findCloud } from "../../../sandbox/cloud";
import { pollUntil } from "../../../sandbox/elb/poll-until";
import { Cgroups } from "../../../sandbox/machines/cgroups";
import { packageRoot, sandboxPaths } from "../../../sandbox/paths";

/** Ends everything on a machine of the stack at once, as a power cut. The cloud starts it again, as AWS recovers one. */
export async function loseMachine(cli: Cli, key: string): Promise<void> {
  process.env.WSO2_SANDBOX_STATE = cli.env.WSO2_SANDBOX_STATE;
  const { nodes, loadBalancers } = await cli.outputs();
  const address = [...nodes, ...loadBalancers].find((each) => each.key === key)?.address ?? "";
  const find = async () =>
    (await findCloud("dev", packageRoot))?.status.machines.find((each) => each.addresses.includes(address));
  const before = await find();
  if (!before?.pid) throw new Error(`no machine ${key} at ${address}`);
  new Cgroups(`${sandboxPaths("dev", packageRoot).id}/${before.name}`).kill();
  await pollUntil(`${key} is started again`, 60, async () => {
    const { pid } = (await find()) ?? {};
    return pid !== undefined && pid !== before.pid ? true : undefined;
  });
}
