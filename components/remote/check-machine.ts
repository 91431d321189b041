import type { MachineCheck, MachineNeeds } from "./machine-needs";
import { mergeNeeds } from "./machine-needs";
import { describeError, RollError } from "./roll-error";
import { renderRoom } from "./room";
import { ConnectError } from "./ssh/connect-error";
import type { SshConnection } from "./ssh/connection";
import { connectionKey, type SshPool } from "./ssh/pool";
import { quote, runAsRoot } from "./ssh/shell";

/** What every script of a roll uses. */
const everywhere = ["base64", "head", "install", "sha256sum", "stat", "find", "mv"];

/** For files of a configuration. */
const smallestKb = 1024;

/** What is wrong with one machine. */
export interface MachineProblem {
  readonly machine: string;
  readonly problem: string;
  /** Whether it could not be reached at all. */
  readonly isSilent: boolean;
}

/** Tries on every machine what a roll will do there; each machine once, side by side. Changes nothing. */
export async function checkMachines(
  pool: SshPool,
  checks: readonly MachineCheck[],
): Promise<MachineProblem[]> {
  const once = new Map<string, MachineCheck>();
  for (const { target, needs } of checks) {
    const key = connectionKey(target);
    const known = once.get(key);
    once.set(key, { target: known?.target ?? target, needs: mergeNeeds(known?.needs ?? {}, needs) });
  }
  const found = await Promise.all([...once.values()].map((check) => checkMachine(pool, check)));
  return found.flat();
}

async function checkMachine(pool: SshPool, { target, needs }: MachineCheck): Promise<MachineProblem[]> {
  const problem = (text: string, isSilent = false) => ({ machine: target.name, problem: text, isSilent });
  try {
    const connection = await pool.connect(target);
    const script = renderCheck(needs);
    const said = await runAsRoot(connection, script, { step: "try what the roll will do" });
    // Several files of one full disk are one problem.
    const lines = [...new Set(said.split("\n").filter(Boolean))];
    const forwarding = await Promise.all([
      checkSocket(connection, needs, lines),
      checkTcp(connection, needs),
    ]);
    const own = lines.filter((line) => !line.startsWith("socket "));
    return [...own, ...forwarding.flat()].map((text) => problem(text));
  } catch (error) {
    const isSilent = error instanceof ConnectError && ["network", "server"].includes(error.reason);
    if (!(error instanceof RollError)) return [problem(describeError(error))];
    const { expected, seen } = error.failure;
    return [problem(`expected ${expected}, saw ${seen}`, isSilent)];
  }
}

/** Shell text that prints a line for each thing that is wrong. */
export function renderCheck({ programs = [], writes = [], socketPath, free }: MachineNeeds): string {
  const all = [...new Set([...everywhere, ...programs])].map(quote).join(" ");
  const write = writes.map(
    (path) => `at=${quote(path)}
while [ ! -e "$at" ]; do at=$(dirname "$at"); done
[ -w "$at" ] || echo ${quote(`root can't write ${path}: the file system is read-only, or the file is immutable`)}`,
  );
  // What is written takes the place of what is there only once it is whole.
  const space = [
    ...writes.filter((path) => path !== free?.path).map((path) => renderRoom(path, smallestKb)),
    ...(free ? [renderRoom(free.path, free.kb)] : []),
  ];
  const socket = socketPath
    ? [
        `if [ -S ${quote(socketPath)} ]; then echo "socket there"; elif [ -e ${quote(socketPath)} ]; then echo "socket other"; else echo "socket none"; fi`,
      ]
    : [];
  return [
    `for program in ${all}; do command -v "$program" > /dev/null || echo "no program $program"; done`,
    ...write,
    ...space,
    ...socket,
    ":",
  ].join("\n");
}

async function checkSocket(
  connection: SshConnection,
  { socketPath }: MachineNeeds,
  lines: readonly string[],
): Promise<string[]> {
  if (!socketPath) return [];
  if (lines.includes("socket none")) {
    return [
      `there is no socket ${socketPath}: its program does not run, or socketPath (socket_path) names another one`,
    ];
  }
  if (lines.includes("socket other")) return [`${socketPath} (socketPath, socket_path) is no socket`];
  const { user } = connection.target;
  const reason = await open(() => connection.openUnixSocket(socketPath));
  if (!reason) return [];
  return [
    `${user} can't open the socket ${socketPath} through sshd (${reason}): ${user} is not in its group, or sshd forbids it (AllowStreamLocalForwarding, DisableForwarding; no-port-forwarding in authorized_keys)`,
  ];
}

async function checkTcp(connection: SshConnection, { tcp }: MachineNeeds): Promise<string[]> {
  if (!tcp) return [];
  const reason = await open(() => connection.openTcp(tcp.host, tcp.port), prohibited);
  if (!reason) return [];
  return [
    `sshd lets nothing through to ${tcp.host}:${tcp.port} (${reason}): allow it (AllowTcpForwarding, PermitOpen, DisableForwarding; no-port-forwarding in authorized_keys)`,
  ];
}

/** RFC 4254: forbidden, whatever is behind. */
const prohibited = 1;

async function open(
  start: () => ReturnType<SshConnection["openTcp"]>,
  onlyReason?: number,
): Promise<string | undefined> {
  try {
    (await start()).destroy();
    return undefined;
  } catch (error) {
    const { reason } = error as { reason?: unknown };
    return onlyReason === undefined || reason === onlyReason ? describeError(error) : undefined;
  }
}

/** All of it in one text: `haproxy1: no program flock; node2: ...`. */
export function describeProblems(problems: readonly MachineProblem[]): string {
  return problems.map(({ machine, problem }) => `${machine}: ${problem}`).join("; ");
}
