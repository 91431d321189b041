import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { runProgram } from "../machines/run-program";

/** A folder of this computer that the servers have as `/srv`. */
export interface DatabaseRoom {
  readonly root: string;
  readonly data: string;
}

/** `chroot --userspec` would do too, but its change of the user takes the death signal of a server away. */
const asUser = '/usr/bin/setpriv --reuid "$user" --regid "$user" --init-groups --pdeathsig KILL';

const enter = [
  'mount --bind "$2" "$1/srv" && mount -t proc proc "$1/proc" && mount --rbind /dev "$1/dev"',
  `root=$1 user=$3 && shift 3 && exec chroot "$root" ${asUser} env PATH=/usr/sbin:/usr/bin:/bin "$@"`,
].join(" && ");

/** Mounts are the process's own, and go with it. */
function command({ root, data }: DatabaseRoom, user: string, args: readonly string[]): string[] {
  return ["--mount", "--propagation", "private", "sh", "-c", enter, "sh", root, data, user, ...args];
}

/** Runs a program to its end as a user of the room. */
export function runInRoom(room: DatabaseRoom, user: string, args: readonly string[]): Promise<string> {
  return runProgram("unshare", command(room, user, args));
}

/** Starts a server in the room; what it says goes nowhere. It dies with this process. */
export function startInRoom(room: DatabaseRoom, user: string, args: readonly string[]): ChildProcess {
  const wrapped = ["--pdeathsig", "KILL", "unshare", ...command(room, user, args)];
  return spawn("setpriv", wrapped, { stdio: "ignore", detached: true });
}

/** Stops a process and all below it where they are: their connections stay open, and nobody reads from them. */
export function freeze(pid: number | undefined): number[] {
  if (pid === undefined) return [];
  process.kill(pid, "SIGSTOP");
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean);
  return [pid, ...children.flatMap((child) => freeze(Number(child)))];
}

/** All of its processes, at once: as a machine that is gone. */
export async function endServer(child: ChildProcess | undefined): Promise<void> {
  if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  process.kill(-child.pid, "SIGKILL");
  await ended;
}
