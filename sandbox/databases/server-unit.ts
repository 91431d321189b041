import { existsSync } from "node:fs";
import { pathInside, runInside } from "../elb/inside-machine";
import { pollUntil } from "../elb/poll-until";

const limitSec = 60;

/** Waits until a machine of a database takes units. @param init First process of the machine. */
export async function untilSystemd(init: number): Promise<void> {
  await pollUntil("systemd in the database's machine", limitSec, async () =>
    existsSync(pathInside(init, "/run/systemd/private")) ? true : undefined,
  );
}

/** Ends a unit at once, as a machine that is gone. It need not run. */
export async function killUnit(init: number, unit: string): Promise<void> {
  await runInside(init, ["systemctl", "kill", "--signal=KILL", unit]).catch(() => "");
  await runInside(init, ["systemctl", "stop", unit]).catch(() => "");
}
