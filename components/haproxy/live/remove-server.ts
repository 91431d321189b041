import { withLock } from "../../remote/lock";
import type { SshConnection } from "../../remote/ssh/connection";
import type { RollContext } from "../../rolling/context";
import { backendsOf } from "../config-model";
import type { HaproxyMember } from "../haproxy-member";
import { applyHaproxy } from "./apply";
import { readBalancerFiles } from "./balancer-files";

const lockWaitSec = 60;

/** Takes the line of a server that has left out of the configuration: what is in maint is not retained. */
export async function removeServer(
  context: RollContext,
  connection: SshConnection,
  member: HaproxyMember,
): Promise<void> {
  await withLock(connection, lockWaitSec, async () => {
    const { stored } = await readBalancerFiles(connection);
    if (!stored) return;
    const { config, filesDigest } = stored;
    const backend = backendsOf(config).find(({ name }) => name === member.backend);
    if (backend?.servers.some(({ name }) => name === member.server)) return;
    await applyHaproxy(context, connection, { config, files: [], filesDigest, peers: [] });
  });
}
