import type * as http from "node:http";
import { performance } from "node:perf_hooks";
import { CookieJar } from "./cookie-jar";
import { hasMoved, type StandInAnswer } from "./judge-answer";
import type { Target } from "./target";

/**
 * Whoever is in front closes a connection that was idle for a minute, perhaps at the very moment at which the next
 * request is on its way. Browsers and HTTP libraries take another one before that.
 */
const idleLimitMs = 30_000;

/** One user with a browser: one connection that is kept, his cookies, what the last answer said. */
export class VirtualClient {
  readonly cookies = new CookieJar();
  /** Sends one request at a time. */
  busy = false;
  agent: http.Agent;
  #last: StandInAnswer | undefined;
  #requests = 0;
  #endedAtMs = Number.POSITIVE_INFINITY;

  constructor(
    private readonly target: Target,
    private readonly sessionRequests: number,
    private readonly nowMs: () => number = () => performance.now(),
  ) {
    this.agent = target.createAgent({ keepAlive: true });
  }

  /** Before each request: a client whose session has had its share comes back as a new one. */
  begin(): void {
    this.busy = true;
    const isNew = this.#requests === this.sessionRequests;
    if (isNew || this.nowMs() - this.#endedAtMs > idleLimitMs) {
      this.close();
      this.agent = this.target.createAgent({ keepAlive: true });
    }
    if (isNew) this.forget();
    this.#requests += 1;
  }

  /** Comes as someone else, over the connection that it has. */
  forget(): void {
    this.cookies.clear();
    this.#last = undefined;
    this.#requests = 0;
  }

  /**
   * After each request, with its answer if it was a good one.
   * Returns the answer before it, where the session has begun anew in between.
   */
  end(
    answer: StandInAnswer | undefined,
    setCookie: readonly string[] | undefined,
  ): StandInAnswer | undefined {
    this.busy = false;
    this.#endedAtMs = this.nowMs();
    this.cookies.take(setCookie);
    const before = this.#last;
    if (!answer) return undefined;
    this.#last = answer;
    return before && hasMoved(before, answer) ? before : undefined;
  }

  close(): void {
    this.agent.destroy();
  }
}

/** Clients that are used in turn, so that each of them has a session. */
export class ClientPool {
  readonly #clients: VirtualClient[] = [];
  /** Step in while all others are busy; kept, since a connection for each request would load a slow server more. */
  readonly #extra: VirtualClient[] = [];
  #next = 0;

  /** @param size how many clients take turns; each is made when its turn first comes. */
  constructor(
    private readonly create: () => VirtualClient,
    private readonly size: number,
  ) {}

  /** The next client that has nothing to do. */
  take(): VirtualClient {
    for (let i = 0; i < this.size; i += 1) {
      const index = (this.#next + i) % this.size;
      this.#clients[index] ??= this.create();
      const client = this.#clients[index];
      if (!client.busy) {
        this.#next = (index + 1) % this.size;
        return client;
      }
    }
    const idle = this.#extra.find(({ busy }) => !busy);
    // A drain can't wait for a session whose client comes back only when all others are busy once more.
    idle?.forget();
    if (idle) return idle;
    const made = this.create();
    this.#extra.push(made);
    return made;
  }

  close(): void {
    for (const client of [...this.#clients, ...this.#extra]) client.close();
  }
}
