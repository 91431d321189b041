import { describeError, RollError } from "../roll-error";
import type { SshTarget } from "../ssh-target";
import { type Framing, killAfterSec, silenceSec } from "./frame";

/** Seconds that a machine gets beyond a limit of ours to say that something has ended. */
export const endMargin = 10;

/** A script whose end nobody has seen: its connection is lost, or it did not end when it was told to. */
export class LostScript extends RollError {
  constructor(
    target: SshTarget,
    readonly framing: Framing,
    cause?: unknown,
  ) {
    const seen = cause === undefined ? "the connection was lost during the command" : describeError(cause);
    super(
      {
        node: target.name,
        step: `run a command on ${target.host}`,
        expected: "its result",
        seen: `${seen}; it may still run there, for ${silenceSec + killAfterSec} s at most`,
        next: `wait for that long, then \`pulumi up\`; \`pgrep -fa ${framing.mark}\` on ${target.name} shows whether it runs`,
      },
      { cause },
    );
    this.name = "LostScript";
  }
}

/** Shell text that ends a script of before, and waits until nothing of it runs; prints `over` then. */
export function renderEndOf({ mark }: Framing): string {
  // The bracket keeps the search from finding itself.
  const pattern = `wso2_roll=[w]${mark.slice(1)}`;
  return `tries=0
while found=$(grep -lz ${pattern} /proc/[0-9]*/cmdline 2> /dev/null) && [ -n "$found" ]; do
  tries=$((tries + 1))
  [ $tries -lt 100 ] || { echo "still runs" >&2; exit 1; }
  signal=TERM; [ $tries -lt 50 ] || signal=KILL
  for file in $found; do
    pid=\${file#/proc/}; pid=\${pid%/cmdline}
    # Only what leads the script's own group.
    case $(cat /proc/$pid/comm 2> /dev/null) in timeout) kill -$signal -$pid 2> /dev/null || : ;; esac
  done
  sleep 0.1
done
echo over`;
}
