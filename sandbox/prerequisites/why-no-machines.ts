import { spawnSync } from "node:child_process";
import { systemEnv } from "../machines/run-program";
import { hasProgram } from "./find-program";

function succeeds(file: string, args: readonly string[]): boolean {
  return spawnSync(file, args, { stdio: "ignore", env: systemEnv() }).status === 0;
}

/** What a machine is made of: namespaces, an overlay, control groups to make groups in. */
const probe = `set -e
work=$(mktemp -d)
trap 'umount "$work" 2>/dev/null; rm -rf "$work"' EXIT
mount -t tmpfs none "$work"
mkdir "$work/lower" "$work/upper" "$work/work" "$work/root"
mount -t overlay overlay -o "lowerdir=$work/lower,upperdir=$work/upper,workdir=$work/work" "$work/root"
umount "$work/root"
group=$(awk '/ - cgroup2? / { print $5 "/probe-" pid; exit }' pid=$$ /proc/self/mountinfo)
mkdir "$group"
rmdir "$group"`;

const probeArgs = ["--mount", "--net", "--propagation", "private", "sh", "-c", probe];

/** One line on why no machine can be made on this computer; undefined when they can. */
export function whyNoMachines(): string | undefined {
  if (process.platform !== "linux") return `machines need Linux, this is ${process.platform}`;
  if (process.getuid?.() === 0)
    return succeeds("unshare", probeArgs)
      ? undefined
      : "machines need namespaces, overlay mounts and control groups, and this computer lets root make none";
  if (!hasProgram("sudo")) return "machines need root, and there is no sudo";
  // A terminal lets sudo ask for its password.
  if (process.stdin.isTTY) return undefined;
  if (!succeeds("sudo", ["-n", "true"])) return "machines need root, and sudo wants a password";
  return succeeds("sudo", ["-n", "unshare", ...probeArgs])
    ? undefined
    : "machines need namespaces, overlay mounts and control groups, and this computer lets root make none";
}
