import { RollError } from "../../remote/roll-error";
import type { SshConnection } from "../../remote/ssh/connection";
import { runScript } from "../../remote/ssh/run-script";
import { runAsRoot } from "../../remote/ssh/shell";
import type { ManagedService } from "../service-plan";
import type { ServiceManager, ServiceState } from "./managers/manager";
import { openManager } from "./managers/open-manager";

/** A service at hand, and every process of it that was seen since. */
export interface OpenService {
  readonly manager: ServiceManager;
  readonly pids: Set<number>;
}

export function openServices(services: readonly ManagedService[]): OpenService[] {
  return services.map((service) => ({ manager: openManager(service), pids: new Set<number>() }));
}

/** A service now. */
export interface SeenService extends ServiceState {
  /** Processes seen before that still run, also those that the manager has forgotten. */
  readonly leftOver: readonly number[];
}

/** Asks the manager, and the kernel for the processes that were seen before. */
export async function readState(
  connection: SshConnection,
  { manager, pids }: OpenService,
): Promise<SeenService> {
  // One that has ended and that its parent has not asked for yet is gone, too.
  const left = [...pids].map(
    (pid) => `case $(ps -o stat= -p ${pid}) in "" | Z*) ;; *) echo left ${pid} ;; esac`,
  );
  const script = [manager.renderState(), ...left].join("\n");
  const text = manager.stateNeedsRoot
    ? await runAsRoot(connection, script, { step: `read the state of ${manager.label}` })
    : (await runScript(connection, script)).stdout;
  const state = manager.parseState(text);
  if (state.pid) pids.add(state.pid);
  const leftOver = Array.from(text.matchAll(/^left (\d+)$/gm), (match) => Number(match[1]));
  return { ...state, leftOver };
}

/** Nothing of it runs, and nothing will by itself. */
export function isGone({ phase, pid, leftOver }: SeenService): boolean {
  return (phase === "stopped" || phase === "failed") && pid === undefined && leftOver.length === 0;
}

/** `unit deactivating, process 12 still runs`. */
export function describeState({ words, pid, leftOver }: SeenService): string {
  const running = [...new Set([...(pid ? [pid] : []), ...leftOver])];
  const processes = running.length > 0 ? `process ${running.join(", ")} still runs` : "its process is gone";
  return `${words}, ${processes}`;
}

/**
 * Between stop and start nothing may run.
 *
 * @throws RollError when somebody has started a service meanwhile.
 */
export async function checkStopped(connection: SshConnection, open: readonly OpenService[]): Promise<void> {
  const states = await Promise.all(open.map((service) => readState(connection, service)));
  const back = open.flatMap(({ manager }, index) => {
    const state = states[index];
    return state && !isGone(state) ? [`${manager.label}: ${describeState(state)}`] : [];
  });
  if (back.length === 0) return;
  throw new RollError({
    node: connection.target.name,
    step: "change the node",
    expected: "every service stopped from the first stop to the start",
    seen: `started by somebody else meanwhile: ${back.join("; ")}`,
    next: "find out what starts it (another service that depends on it, a timer, a person), then `pulumi up`",
  });
}
