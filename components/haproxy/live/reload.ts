import { randomBytes } from "node:crypto";
import { configPath, renderWriteFiles } from "../../remote/machine-files";
import { poll } from "../../remote/poll";
import { describeError, RollError } from "../../remote/roll-error";
import type { SshConnection } from "../../remote/ssh/connection";
import { quote, renderPutInPlace, runAsRoot } from "../../remote/ssh/shell";
import type { MachineFile } from "../../remote/ssh-target";
import type { HaproxyConfig } from "../config-model";
import { type BackendPlan, stateOf } from "../plan-backends";
import { stateToolPath } from "../render-service-files";
import { renderServersState } from "../server-state";
import { HaproxySocket } from "./socket";

const answerTimeoutSec = 10;

export interface ReloadInput {
  /** What the new process will say of itself. */
  readonly description: string;
  readonly files: readonly MachineFile[];
  readonly plans: readonly BackendPlan[];
}

/** Where a file waits while the new one is tried; of one reload alone, so that nobody else's copy comes back. */
const backupOf = (path: string, id: string) => `${path}.before-${id}`;

/**
 * Shell text that keeps a file as it is. Nothing is written before each copy is whole and on the disk: where there
 * is no room for it, the running configuration is not touched.
 */
function renderBackup(path: string, id: string): string {
  const [file, part] = [quote(path), `${backupOf(path, id)}.part`];
  return `if [ -f ${file} ]; then
cp -p ${file} ${quote(part)} || { rm -f ${quote(part)}; exit 1; }
cmp ${file} ${quote(part)} || { rm -f ${quote(part)}; exit 1; }
${renderPutInPlace(part, backupOf(path, id))}
fi`;
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
  { description, files, plans }: ReloadInput,
): Promise<void> {
  const state = { path: config.stateFile, content: renderServersState(stateOf(plans)), mode: "644" };
  const id = randomBytes(4).toString("hex");
  const paths = [...new Set([configPath, ...files.map(({ path }) => path)])];
  const script = `
${paths.map((path) => renderBackup(path, id)).join("\n")}
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
    if (answered) {
      const copies = paths.map((path) => quote(backupOf(path, id))).join(" ");
      // The new process runs: a copy that stays is no reason to go back.
      await runAsRoot(connection, `rm -f ${copies}`, { step: "start the new process" }).catch(() => "");
      return;
    }
  } catch (error) {
    seen = describeError(error);
  }
  throw await goBack(connection, description, seen, { paths, id });
}

interface Backup {
  readonly paths: readonly string[];
  readonly id: string;
}

/** Only a copy that was made whole by this reload comes back; without one, nothing was written. */
async function goBack(
  connection: SshConnection,
  description: string,
  seen: string,
  { paths, id }: Backup,
): Promise<RollError> {
  const restore = paths.map((path) => {
    const [file, backup] = [quote(path), backupOf(path, id)];
    const copy = quote(backup);
    return `rm -f ${quote(`${path}.new-by-roll`)}
if [ -f ${copy} ]; then
  cmp -s ${copy} ${file} || restored=yes
  ${renderPutInPlace(backup, path)}
fi`;
  });
  const script = `
restored=""
${restore.join("\n")}
journalctl -u haproxy -n 20 --no-pager -o cat 2>/dev/null || :
if [ -n "$restored" ] && systemctl is-active --quiet haproxy; then
  ${stateToolPath} save || :
  kill -USR2 "$(systemctl show -p MainPID --value haproxy)"
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
