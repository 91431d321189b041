import { probeReadiness } from "../../nodes/live/readiness";
import type { SshConnection } from "../../remote/ssh/connection";
import { runAsRoot } from "../../remote/ssh/shell";
import type { ElbProbe, Wso2ElbMember } from "../elb-member";
import { parseWatch, renderWatch } from "../watch-requests";

/** Clients at once: the ELB's other clients take turns of the nodes, too. */
const clients = 2;
const pauseMs = 20;

/** When a node that was not seen to get a request is taken for one that gets none. */
export interface Doubt {
  /** One that refused a connection is suspended for ten seconds. */
  readonly leastSec: number;
  /** Looks at the connections, of which each misses what begins and ends between two. */
  readonly looks: number;
  /** Answers of the ELB, which go by turns. */
  readonly answers: number;
  /** Until then, on a computer with too much to do. */
  readonly mostSec: number;
}

export const doubt: Doubt = { leastSec: 12, looks: 40, answers: 30, mostSec: 36 };

/** Of each node that was not seen to get a request: why, by address. */
export interface Unseen {
  /** The ELB sends them nothing. */
  readonly passedOver: ReadonlyMap<string, string>;
  /** There was not enough to see. */
  readonly unproven: ReadonlyMap<string, string>;
}

/**
 * Sends requests through an ELB until it has sent one to each of these nodes, as its machine's connections tell. What
 * clients send counts as well. A busy computer answers few and looks seldom: that says nothing of a node.
 */
export async function findPassedOver(
  connection: SshConnection,
  { trafficPorts, probe }: Pick<Wso2ElbMember, "trafficPorts"> & { readonly probe: ElbProbe },
  addresses: readonly string[],
  { leastSec, looks, answers, mostSec }: Doubt = doubt,
): Promise<Unseen> {
  const asked = new AbortController();
  const answered: string[] = [];
  const asking = Array.from({ length: clients }, async () => {
    while (!asked.signal.aborted) {
      answered.push(await ask(connection, probe));
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  });
  const startedAt = performance.now();
  const elapsedSec = () => (performance.now() - startedAt) / 1000;
  let missing = [...addresses];
  let looked = 0;
  const isSure = () => elapsedSec() >= leastSec && looked >= looks && answered.length >= answers;
  try {
    while (missing.length > 0 && !isSure() && elapsedSec() < mostSec) {
      const script = renderWatch(missing, trafficPorts, Math.max(1, Math.ceil(leastSec / 3)));
      const found = parseWatch(await runAsRoot(connection, script, { step: "look at the ELB's requests" }));
      looked += found.looks;
      missing = missing.filter((address) => !found.seen.has(address));
    }
  } finally {
    asked.abort();
    await Promise.all(asking);
  }
  const why = isSure()
    ? `but gets no request, and port ${probe.port} answers: ${answered.at(-1)}`
    : `but was not seen to get a request: ${answered.length} answers and ${looked} looks in ${Math.round(elapsedSec())} s`;
  const all = new Map(missing.map((address) => [address, why]));
  return isSure() ? { passedOver: all, unproven: new Map() } : { passedOver: new Map(), unproven: all };
}

/** What it answers is the application's; that it reaches a node is to be seen at the connections. */
async function ask(connection: SshConnection, { port, host, path = "/" }: ElbProbe): Promise<string> {
  const { seen } = await probeReadiness(connection, { scheme: "http", port, host, path, expectStatus: 200 });
  return seen.slice(0, 100);
}
