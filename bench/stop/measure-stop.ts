import { Agent, type RequestOptions, request } from "node:https";
import { setTimeout as delay } from "node:timers/promises";
import type { LocalServer } from "../../sandbox/carbon-kernel/local-server";

/** What became of one request. */
export interface Outcome {
  /** Of an answer; undefined where the connection broke. */
  readonly status?: number;
  /** `ECONNRESET`, where it broke. */
  readonly error?: string;
  /** Whether the answer had no body: the page asked for has one. */
  readonly isEmpty?: boolean;
  /** Counted from the stop. */
  readonly atSec: number;
}

/** What one kernel did after it was asked to stop. */
export interface StopMeasure {
  readonly version: string;
  /** Requests that were in flight, by the seconds that their answers were to take from the stop. */
  readonly inFlight: readonly (Outcome & { readonly wantedSec: number })[];
  /** New requests meanwhile, each on a connection of its own. */
  readonly fresh: readonly Outcome[];
  /** New requests meanwhile on a connection that was open before. */
  readonly kept: readonly Outcome[];
  /** From the stop to the end of the process. */
  readonly endedSec: number;
}

const pauseMs = 250;

/** Brings requests in flight, stops the server, and asks on until its process has ended. */
export async function measureStop(
  version: string,
  server: LocalServer,
  delaysSec: readonly number[],
): Promise<StopMeasure> {
  const keptAgent = new Agent({ keepAlive: true, maxSockets: 1 });
  try {
    let since = performance.now();
    const sinceStop = () => Math.max(0, performance.now() - since) / 1000;
    const ask = (path: string, agent: Agent | false) => askOnce(server.httpsPort, path, agent, sinceStop);
    const flying = delaysSec.map((seconds) => ask(`/wso2/load?delayMs=${seconds * 1000}`, false));
    await Promise.all(flying.map(({ sent }) => sent));
    // Answered behind them, so they have all arrived.
    await ask("/wso2/load", keptAgent).outcome;
    await server.stop();
    since = performance.now();
    let hasEnded = false;
    const ended = server.ended.then(() => {
      hasEnded = true;
      return sinceStop();
    });
    const askOn = async (agent: Agent | false) => {
      const outcomes: Outcome[] = [];
      while (!hasEnded) {
        outcomes.push(await ask("/wso2/load", agent).outcome);
        await Promise.race([ended, delay(pauseMs)]);
      }
      return outcomes;
    };
    const [fresh, kept, endedSec, ...outcomes] = await Promise.all([
      askOn(false),
      askOn(keptAgent),
      ended,
      ...flying.map(({ outcome }) => outcome),
    ]);
    const inFlight = outcomes.map((outcome, index) => ({ ...outcome, wantedSec: delaysSec[index] ?? 0 }));
    return { version, inFlight, fresh, kept, endedSec };
  } finally {
    keptAgent.destroy();
  }
}

/** One GET; `sent` settles once all of it is on its way. */
function askOnce(port: number, path: string, agent: Agent | false, now: () => number) {
  // The shipped certificate has expired; nothing but this computer is asked.
  const options: RequestOptions = { host: "127.0.0.1", port, path, agent, rejectUnauthorized: false };
  const outgoing = request(options);
  const sent = new Promise<void>((resolve, reject) => {
    outgoing.once("socket", (socket) => {
      if (!socket.connecting) resolve();
      else socket.once("secureConnect", () => resolve());
    });
    outgoing.once("error", reject);
  });
  sent.catch(() => {});
  const outcome = new Promise<Outcome>((resolve) => {
    const broke = (error: NodeJS.ErrnoException) =>
      resolve({ error: error.code ?? error.message, atSec: now() });
    outgoing.on("error", broke);
    outgoing.on("response", (response) => {
      let isEmpty = true;
      response.on("data", () => {
        isEmpty = false;
      });
      response.on("error", broke);
      response.on("end", () => resolve({ status: response.statusCode ?? 0, isEmpty, atSec: now() }));
    });
  });
  outgoing.end();
  return { sent, outcome };
}
