/** What `runLoad` sends, and for how long. */
export interface LoadOptions {
  /** Where to connect, and the path to ask for: `https://10.41.0.10/orders`. */
  readonly url: string;
  /**
   * Name for the Host header, SNI and the certificate check.
   * @default the host in `url`
   */
  readonly host?: string;
  /**
   * PEM file of the authorities to trust.
   * @default those that Node.js trusts
   */
  readonly caFile?: string;
  readonly seconds: number;
  /** Requests a second, sent whether or not earlier ones are answered; the slow ones come on top. */
  readonly ratePerSec: number;
  /**
   * Clients that keep a connection and a session. Further ones step in while all of them wait for an answer.
   * @default 50
   */
  readonly stickySessions?: number;
  /**
   * Requests after which such a client begins anew.
   * @default unlimited
   */
  readonly sessionRequests?: number;
  /**
   * Share of requests, 0 to 1, that come on a connection of their own, without a session.
   * @default 0.3
   */
  readonly newConnections?: number;
  /**
   * Slow requests: one every `everySec`, answered after `delayMs`. `false` for none.
   * @default { everySec: 2, delayMs: 8000 }
   */
  readonly slow?: SlowRequests | false;
  /**
   * Share of requests that are POSTs, and the sizes of their bodies.
   * @default { share: 0.2, minBytes: 1024, maxBytes: 65536 }
   */
  readonly posts?: { readonly share: number; readonly minBytes: number; readonly maxBytes: number };
  /**
   * Limit from sending a request to the end of its answer.
   * @default 30000
   */
  readonly timeoutMs?: number;
  /**
   * Requests without an answer, beyond which further ones count as failed and are not sent.
   * @default 2000
   */
  readonly maxInFlight?: number;
  /** Ends the load early: nothing more is sent, what is in flight is waited for. */
  readonly signal?: AbortSignal;
}

/** Requests that take their time. */
export interface SlowRequests {
  readonly everySec: number;
  readonly delayMs: number;
  /**
   * Requests after which a slow client begins anew. Some clients take turns, so a session of n requests lasts for about
   * n times as long as one of them takes, and a drain waits for it.
   * @default as the other clients: `sessionRequests`
   */
  readonly sessionRequests?: number;
}

/** With all defaults filled in. */
export type LoadPlan = Required<Omit<LoadOptions, "caFile" | "signal" | "sessionRequests">> & {
  readonly caFile: string | undefined;
  readonly sessionRequests: number;
};

/** Fills in defaults. Fails with all that is wrong, a line each. */
export function planLoad(options: LoadOptions): LoadPlan {
  const { signal: _, ...given } = options;
  const plan: LoadPlan = {
    host: URL.canParse(options.url) ? new URL(options.url).hostname : "",
    caFile: undefined,
    stickySessions: 50,
    sessionRequests: Number.POSITIVE_INFINITY,
    newConnections: 0.3,
    slow: { everySec: 2, delayMs: 8000 },
    posts: { share: 0.2, minBytes: 1024, maxBytes: 65_536 },
    timeoutMs: 30_000,
    maxInFlight: 2000,
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    url: options.url,
    seconds: options.seconds,
    ratePerSec: options.ratePerSec,
  };
  const problems = problemsOf(plan);
  if (problems.length > 0) throw new Error(`The load can't be run:\n${problems.join("\n")}`);
  return plan;
}

function problemsOf(plan: LoadPlan): string[] {
  const problems: string[] = [];
  const need = (ok: boolean, key: string, got: unknown, allowed: string) => {
    if (!ok) problems.push(`  ${key}: got ${JSON.stringify(got)}, must be ${allowed}`);
  };
  const { slow, posts } = plan;
  need(/^https?:\/\/./.test(plan.url) && URL.canParse(plan.url), "url", plan.url, "an http or https URL");
  need(plan.seconds > 0, "seconds", plan.seconds, "above 0");
  need(plan.ratePerSec > 0, "ratePerSec", plan.ratePerSec, "above 0");
  need(isCount(plan.stickySessions, 0), "stickySessions", plan.stickySessions, "a whole number, 0 or more");
  need(plan.sessionRequests >= 1, "sessionRequests", plan.sessionRequests, "1 or more");
  need(isShare(plan.newConnections), "newConnections", plan.newConnections, "a share from 0 to 1");
  need(isShare(posts.share), "posts.share", posts.share, "a share from 0 to 1");
  need(isCount(posts.minBytes, 1), "posts.minBytes", posts.minBytes, "a whole number, 1 or more");
  need(posts.maxBytes >= posts.minBytes, "posts.maxBytes", posts.maxBytes, "posts.minBytes or more");
  need(isCount(plan.maxInFlight, 1), "maxInFlight", plan.maxInFlight, "a whole number, 1 or more");
  if (slow) {
    const gapless = slow.everySec > 0 && slow.everySec * 1000 <= slow.delayMs;
    need(
      gapless,
      "slow.everySec",
      slow.everySec,
      "above 0 and at most slow.delayMs, so that one is always in flight",
    );
    need(slow.delayMs < plan.timeoutMs, "slow.delayMs", slow.delayMs, "below timeoutMs");
    const { sessionRequests = 1 } = slow;
    need(sessionRequests >= 1, "slow.sessionRequests", sessionRequests, "1 or more");
  }
  return problems;
}

const isShare = (value: number) => value >= 0 && value <= 1;
const isCount = (value: number, least: number) => Number.isInteger(value) && value >= least;
