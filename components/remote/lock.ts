import { describeError, RollError } from "./roll-error";
import { inSection } from "./section";
import type { SshConnection } from "./ssh/connection";
import { holdScript } from "./ssh/hold-script";

/** Every Debian has it, and anybody may lock it; nothing is written. */
const lockPath = "/run/lock";
/** Of `flock` for "somebody else has it", so that nothing else can be taken for that. */
const busyStatus = 75;

/** Says `locked` once it has the lock, and answers each sign of life until there is none for a while. */
function renderLock(waitSec: number): string {
  return `command -v flock > /dev/null || { echo "no program flock" >&2; exit 127; }
exec 9< ${lockPath}
flock -w ${waitSec} -E ${busyStatus} 9 || exit $?
echo locked
while beat=$(timeout 30 head -c 1 9<&-) && [ -n "$beat" ]; do echo "$beat"; done`;
}

/**
 * Holds a machine's lock during the work, so that a change of its HAProxy's servers and a reload, or two
 * floor checks, never cross. The lock goes with the connection, whatever ends it; the work ends with the lock:
 * no step of it begins after that, on whichever machine.
 */
export async function withLock<T>(
  connection: SshConnection,
  waitSec: number,
  work: () => Promise<T>,
): Promise<T> {
  const { name } = connection.target;
  const held = await holdScript(connection, renderLock(waitSec), { ready: "locked", waitSec: waitSec + 10 });
  if ("status" in held) throw explainNotHeld(name, waitSec, held);
  const lost = new AbortController();
  void held.lost.then((reason) => {
    lost.abort(
      new RollError({
        node: name,
        step: "hold the balancer's lock",
        expected: "it held until the change is complete",
        seen: `it is lost (${describeError(reason)}); what was not begun by then was not done`,
      }),
    );
  });
  try {
    const result = await inSection(() => lost.signal.throwIfAborted(), work);
    // Somebody else may have had it since.
    lost.signal.throwIfAborted();
    return result;
  } catch (error) {
    throw lost.signal.aborted ? lost.signal.reason : error;
  } finally {
    await held.release();
  }
}

function explainNotHeld(
  node: string,
  waitSec: number,
  { status, stderr }: { readonly status: number | undefined; readonly stderr: string },
): RollError {
  const failure = { node, step: "lock the balancer", expected: `the lock within ${waitSec} s` };
  if (status === busyStatus) {
    return new RollError({
      ...failure,
      seen: "another change of this HAProxy is still running",
      next: "wait for its end, then `pulumi up`",
    });
  }
  if (status === 127) {
    return new RollError({
      ...failure,
      seen: "no program flock on the machine",
      next: `install it on ${node} (package util-linux), then \`pulumi up\``,
    });
  }
  const words = stderr.trim().split("\n").at(-1) || "no message";
  return new RollError({ ...failure, seen: `exit status ${status ?? "unknown"}: ${words}` });
}
