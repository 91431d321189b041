import { withLock } from "../../remote/lock";
import { poll } from "../../remote/poll";
import { describeError } from "../../remote/roll-error";
import type { SshConnection } from "../../remote/ssh/connection";
import { runAsRoot } from "../../remote/ssh/shell";
import type { RollContext } from "../../rolling/context";
import type { BalancedBackend } from "../../rolling/membership/plans";
import { type ClientsLeft, countClients, countOldClients } from "../clients-left";
import { renderListOld } from "./old-processes";
import { HaproxySocket } from "./socket";

/** A machine that is gone is not waited for: its clients are, too. */
const connectTimeoutSec = 5;
const lockWaitSec = 60;
const newProcessTimeoutSec = 10;
/** What stands in front may send a new connection or two after it was told. */
const reloadEverySec = 5;

/**
 * Ends the connections that clients keep to a machine's own HAProxy, once nothing in front sends it new ones: a network
 * load balancer moves none to another machine, and the end of the machine would cut each in the middle of whatever it
 * carries. A reload does it: the process before closes each connection with its next answer, and the client opens
 * another, to another machine. At the end those are left that ask for nothing.
 *
 * Never fails: what is left is told, and ends with the machine.
 *
 * @param drained Settles when what stands in front has nothing in flight to the machine any more.
 */
export async function letGo(
  context: RollContext,
  node: string,
  own: Pick<BalancedBackend, "ssh" | "socketPath">,
  drained: Promise<unknown>,
  timeoutSec: number,
): Promise<void> {
  const say = (detail: string) => context.report.line(node, "let go", detail);
  let isDrained = false;
  const done = () => {
    isDrained = true;
  };
  void drained.then(done, done);
  try {
    const connection = await context.pool.connect(own.ssh, connectTimeoutSec);
    const left = await letGoOver(connection, own.socketPath, {
      ...{ timeoutSec, signal: context.signal, isDrained: () => isDrained },
      began: (clients) => say(`${count(clients, "client connection")}; each ends with its next answer`),
    });
    if (left) say(describeLeft(left));
  } catch (error) {
    context.signal.throwIfAborted();
    say(`HAProxy can't be told to: ${describeError(error)}`);
  }
}

export interface LetGoOptions {
  readonly timeoutSec: number;
  readonly signal?: AbortSignal;
  readonly isDrained: () => boolean;
  /** A reload has begun to end so many. */
  readonly began: (clients: number) => void;
}

/** @returns what is left of them; `undefined` when there never were any */
export async function letGoOver(
  connection: SshConnection,
  socketPath: string,
  { timeoutSec, signal, isDrained, began }: LetGoOptions,
): Promise<ClientsLeft | undefined> {
  const socket = new HaproxySocket(connection, socketPath);
  let reloadedAt: number | undefined;
  let left: ClientsLeft = { clients: 0, requests: 0 };
  await poll(
    async () => {
      const wasDrained = isDrained();
      const now = countClients(await socket.ask("show stat"));
      const isDue = reloadedAt === undefined || performance.now() - reloadedAt > reloadEverySec * 1000;
      if (now.clients > 0 && isDue) {
        await reload(connection, socket);
        if (reloadedAt === undefined) began(now.clients);
        reloadedAt = performance.now();
        return undefined;
      }
      const old = reloadedAt === undefined ? { clients: 0, requests: 0 } : await askOld(connection, socket);
      left = { clients: now.clients + old.clients, requests: now.requests + old.requests };
      // Who asks for nothing in this moment hears the end of its connection between two requests.
      return wasDrained && (left.clients === 0 || left.requests === 0) ? true : undefined;
    },
    { timeoutSec, intervalMs: 500, signal },
  );
  return reloadedAt === undefined && left.clients === 0 ? undefined : left;
}

/** By its unit, which saves what the servers' states are. */
async function reload(connection: SshConnection, socket: HaproxySocket): Promise<void> {
  await withLock(connection, lockWaitSec, async () => {
    const { pid: before } = await socket.info();
    await runAsRoot(connection, "systemctl reload haproxy", {
      step: "end the connections that clients keep",
    });
    const isNew = async () => ((await socket.info()).pid === before ? undefined : true);
    const other = await poll(isNew, { timeoutSec: newProcessTimeoutSec, intervalMs: 100 });
    if (!other) throw new Error(`no new process within ${newProcessTimeoutSec} s of a reload`);
  });
}

async function askOld(connection: SshConnection, socket: HaproxySocket): Promise<ClientsLeft> {
  const { pid } = await socket.info();
  const step = "read the workers that a reload left behind";
  return countOldClients(
    await runAsRoot(connection, renderListOld({ pid, socketPath: socket.path }), { step }),
  );
}

function describeLeft({ clients, requests }: ClientsLeft): string {
  if (clients === 0) return "no client connection is left";
  const still = count(clients, "client connection");
  if (requests === 0) return `${still} left that ask for nothing`;
  return `${still} left, ${count(requests, "request")} in flight: they end with the machine`;
}

function count(many: number, what: string): string {
  return `${many} ${what}${many === 1 ? "" : "s"}`;
}
