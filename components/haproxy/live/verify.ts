import { RollError } from "../../remote/roll-error";
import type { SshConnection } from "../../remote/ssh/connection";
import type { RollContext } from "../../rolling/context";
import type { HaproxyConfig } from "../config-model";
import type { BackendPlan } from "../plan-backends";
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
  plans: readonly BackendPlan[],
): Promise<void> {
  const socket = new HaproxySocket(connection, config.socketPath);
  const wanted = plans.flatMap(({ backend, admin }) =>
    [...admin].map(([name, state]) => [`${backend.name}/${name}`, state] as const),
  );
  const differing = async () => {
    const { rows } = await socket.view();
    const found = new Map(rows.map((row) => [`${row.be_name}/${row.srv_name}`, adminStateOf(row)]));
    return wanted.filter(([line, admin]) => found.get(line) !== admin);
  };
  const first = await differing();
  if (first.length === 0) return;
  for (const [line, admin] of first) {
    context.report.line(connection.target.name, "repair", `${line} is set to ${admin} again`);
    await socket.run([`set server ${line} state ${admin}`]);
  }
  const rest = await differing();
  if (rest.length === 0) return;
  throw new RollError({
    node: connection.target.name,
    step: "verify the new process",
    expected: `servers as before the reload: ${rest.map(([line, admin]) => `${line} ${admin}`).join(", ")}`,
    seen: "other states, also after setting them again",
  });
}
