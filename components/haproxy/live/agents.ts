import type { SshConnection } from "../../remote/ssh/connection";
import { quote, runAsRoot } from "../../remote/ssh/shell";
import { isAgentOff, isAgentOn } from "../server-words";
import type { HaproxySocket } from "./socket";

/** One empty file for each server whose agent a roll has switched off, as `backend/server`. */
const folder = "/var/lib/wso2-haproxy/agents";

function markOf(key: string): string {
  return quote(`${folder}/${key}`);
}

/** An agent that answers `up ready` enables its server, whoever has taken it out: it is silent while a roll has. */
export async function silenceAgent(
  connection: SshConnection,
  socket: HaproxySocket,
  key: string,
): Promise<void> {
  if (!isAgentOn(await agentStateOf(socket, key))) return;
  const script = `mkdir -p "$(dirname ${markOf(key)})"\ntouch ${markOf(key)}`;
  await runAsRoot(connection, script, { step: "write down whose agent is switched off" });
  await socket.run([`disable agent ${key}`]);
}

/** Only an agent that a roll has switched off: another one is off by somebody's wish. */
export async function restoreAgent(
  connection: SshConnection,
  socket: HaproxySocket,
  key: string,
): Promise<void> {
  if (!isAgentOff(await agentStateOf(socket, key))) return;
  const step = "read whose agent is switched off";
  const found = await runAsRoot(connection, `if [ -e ${markOf(key)} ]; then echo marked; fi`, { step });
  if (found.trim() !== "marked") return;
  await socket.run([`enable agent ${key}`]);
  await runAsRoot(connection, `rm -f ${markOf(key)}`, { step: "write down that the agent is on again" });
}

async function agentStateOf(socket: HaproxySocket, key: string): Promise<string | undefined> {
  const { rows } = await socket.view();
  return rows.find((row) => `${row.be_name}/${row.srv_name}` === key)?.srv_agent_state;
}
