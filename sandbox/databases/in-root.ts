import { type ChildProcess, spawn } from "node:child_process";
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
