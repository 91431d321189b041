import { RollError } from "../../remote/roll-error";
import type { SshConnection } from "../../remote/ssh/connection";
import type { RollContext } from "../../rolling/context";
import type { HaproxyConfig } from "../config-model";
import type { ServerPlan } from "../plan-servers";
import { adminStateOf } from "../server-state";
import { HaproxySocket } from "./socket";

/**
 * Sees that the new process has the servers and the admin states that were decided. A state that was
 * changed between the dump and the reload is set again.
 */
export async function verifyProcess(
  context: RollContext,
  connection: SshConnection,
  config: HaproxyConfig,
  plan: ServerPlan,
): Promise<void> {
  const socket = new HaproxySocket(connection, config.socketPath);
  const differing = async () => {
    const { rows } = await socket.view();
    const found = new Map(
      rows
        .filter((row) => row.be_name === config.backend.name)
        .map((row) => [String(row.srv_name), adminStateOf(row)]),
    );
    return [...plan.admin].filter(([name, admin]) => found.get(name) !== admin);
  };
  const first = await differing();
  if (first.length === 0) return;
  for (const [name, admin] of first) {
    context.report.line(connection.target.name, "repair", `${name} is set to ${admin} again`);
    await socket.run([`set server ${config.backend.name}/${name} state ${admin}`]);
  }
  const rest = await differing();
  if (rest.length === 0) return;
  throw new RollError({
    node: connection.target.name,
    step: "verify the new process",
    expected: `servers as before the reload: ${rest.map(([name, admin]) => `${name} ${admin}`).join(", ")}`,
    seen: "other states, also after setting them again",
  });
}
