import type { ServicePlan } from "../plans";
import { poll } from "../poll";
import { RollError } from "../roll-error";
import type { SshConnection } from "../ssh/connection";
import { quote, runAsRoot } from "../ssh/shell";

/** A unit as systemd sees it, and the plan's ports that something listens on. */
export interface ServiceState {
  readonly loaded: boolean;
  /** `active`, `activating`, `deactivating`, `inactive`, `failed`. */
  readonly active: string;
  readonly mainPid: number;
  readonly restarts: number;
  readonly openPorts: readonly number[];
}

/** Reads `systemctl show` lines, then `ss -Htln` lines. */
export function parseServiceState(text: string, ports: readonly number[]): ServiceState {
  const value = (key: string) => new RegExp(`^${key}=(.*)$`, "m").exec(text)?.[1] ?? "";
  const listening = new Set(
    Array.from(text.matchAll(/^LISTEN\s+\d+\s+\d+\s+\S*:(\d+)\s/gm), (match) => Number(match[1])),
  );
  return {
    loaded: value("LoadState") === "loaded",
    active: value("ActiveState"),
    mainPid: Number(value("MainPID") || 0),
    restarts: Number(value("NRestarts") || 0),
    openPorts: ports.filter((port) => listening.has(port)),
  };
}

export async function readServiceState(
  connection: SshConnection,
  { unit, ports }: Pick<ServicePlan, "unit" | "ports">,
): Promise<ServiceState> {
  const { stdout } = await connection.exec(
    `systemctl show -p LoadState,ActiveState,MainPID,NRestarts ${quote(unit)}; ss -Htln`,
  );
  return parseServiceState(stdout, ports);
}

function isGone(state: ServiceState): boolean {
  const ended = !state.loaded || state.active === "inactive" || state.active === "failed";
  return ended && state.mainPid === 0 && state.openPorts.length === 0;
}

/**
 * Asks the service to end and waits until its process is gone and its ports are closed.
 *
 * @returns false when there was nothing to stop.
 * @throws RollError at the limit; nothing is killed.
 */
export async function stopService(
  connection: SshConnection,
  plan: Pick<ServicePlan, "unit" | "ports" | "stopTimeoutSec">,
  signal: AbortSignal,
): Promise<boolean> {
  let state = await readServiceState(connection, plan);
  if (isGone(state)) return false;
  if (state.loaded) {
    await runAsRoot(connection, `systemctl stop --no-block ${quote(plan.unit)}`, { step: "stop" });
  }
  const gone = await poll(
    async () => {
      state = await readServiceState(connection, plan);
      return isGone(state) || undefined;
    },
    { timeoutSec: plan.stopTimeoutSec, intervalMs: 100, signal },
  );
  if (gone) return true;
  const pid = state.mainPid > 0 ? `process ${state.mainPid} still runs` : "its process is gone";
  const ports = state.openPorts.length > 0 ? `open ports: ${state.openPorts.join(", ")}` : "no port open";
  throw new RollError({
    node: connection.target.name,
    step: `stop ${plan.unit}`,
    expected: `the process gone and its ports closed within ${plan.stopTimeoutSec} s; nothing was killed`,
    seen: `unit ${state.active || "unknown"}, ${pid}, ${ports}`,
    next: "allow more time (stopTimeoutSec) or end the process by hand, then `pulumi up`",
  });
}
