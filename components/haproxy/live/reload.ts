import { configPath, renderWriteFiles } from "../../remote/machine-files";
import { poll } from "../../remote/poll";
import { RollError } from "../../remote/roll-error";
import type { SshConnection } from "../../remote/ssh/connection";
import { runAsRoot } from "../../remote/ssh/shell";
import type { MachineFile } from "../../remote/ssh-target";
import type { HaproxyConfig } from "../config-model";
import type { ServerPlan } from "../plan-servers";
import { stateToolPath } from "../render-service-files";
import { renderServersState } from "../server-state";
import { HaproxySocket } from "./socket";

const answerTimeoutSec = 10;
const backupPath = `${configPath}.before-roll`;

export interface ReloadInput {
  /** What the new process will say of itself. */
  readonly description: string;
  readonly files: readonly MachineFile[];
  readonly plan: ServerPlan;
}

/** Reload through the master process, not the unit: the unit's own reload would save the old server list. */
const signalOrStart = `
if systemctl is-active --quiet haproxy; then
  kill -USR2 "$(systemctl show -p MainPID --value haproxy)"
else
  systemctl reset-failed haproxy 2>/dev/null || :
  systemctl enable --quiet haproxy
  systemctl start haproxy
fi`;

/**
 * Puts configuration and state file in place and lets a new process take over the listening sockets.
 *
 * @throws RollError when no new process comes; the configuration before is back then.
 */
export async function reload(
  connection: SshConnection,
  config: HaproxyConfig,
  { description, files, plan }: ReloadInput,
): Promise<void> {
  const state = { path: config.stateFile, content: renderServersState(plan.state), mode: "644" };
  const script = `
cp -p ${configPath} ${backupPath} 2>/dev/null || :
${renderWriteFiles([...files, state])}
${signalOrStart}`;
  const socket = new HaproxySocket(connection, config.socketPath);
  let seen = "";
  try {
    await runAsRoot(connection, script, { step: "start the new process", timeoutSec: 60 });
    // The old process may still take a connection or two; three answers in a row are the new one's.
    let inRow = 0;
    const answered = await poll(
      async () => {
        seen = await socket.description().catch((error: Error) => error.message);
        inRow = seen === description ? inRow + 1 : 0;
        return inRow >= 3 ? true : undefined;
      },
      { timeoutSec: answerTimeoutSec, intervalMs: 30 },
    );
    if (answered) return;
  } catch (error) {
    seen = error instanceof Error ? error.message : String(error);
  }
  throw await goBack(connection, description, seen);
}

async function goBack(connection: SshConnection, description: string, seen: string): Promise<RollError> {
  const script = `
journalctl -u haproxy -n 20 --no-pager -o cat 2>/dev/null || :
if [ -f ${backupPath} ]; then
  mv -f ${backupPath} ${configPath}
  if systemctl is-active --quiet haproxy; then
    ${stateToolPath} save || :
    kill -USR2 "$(systemctl show -p MainPID --value haproxy)"
  fi
fi`;
  const log = await runAsRoot(connection, script, { step: "go back" }).catch((error: Error) => error.message);
  return new RollError({
    node: connection.target.name,
    step: "start the new process",
    expected: `a process with configuration "${description}" within ${answerTimeoutSec} s; the one before is back`,
    seen,
    logLines: log.trim().split("\n"),
  });
}
