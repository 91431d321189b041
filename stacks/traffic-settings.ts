import { isIPv4 } from "node:net";
import { z } from "zod";
import { type HaproxyTierArgs, haproxyOperatorPorts, type Problem, Problems } from "../components";
import { edgeKinds } from "./edge-kinds";
import { balancersOfEdge, type EdgeSettings, idleTimeoutOf } from "./edge-settings";

const count = z.number().int().min(1);
const seconds = count.max(86_400);
const path = z.string().regex(/^\/[A-Za-z0-9_./~%+-]*$/, "the beginning of a path, such as /carbon");

/** What the HAProxy tier does with requests and connections, an object for each concern. */
export const trafficSettings = {
  stickiness: z
    .strictObject({
      mode: z.enum(["prefix", "insert", "table", "none"]),
      cookie: z
        .string()
        .regex(/^[A-Za-z0-9_.:-]{1,64}$/, "up to 64 letters, digits and _ . : -")
        .optional(),
      length: count.max(65_535).optional(),
      size: count.max(100_000_000).optional(),
      expireSec: seconds.optional(),
    })
    .optional()
    .describe(
      "How a client stays on its node: `mode` is `prefix` (when not set), `insert`, `table` or `none` ([what each means](../haproxy.md#stickiness)); `cookie` is the application's, `JSESSIONID`, with `insert` HAProxy's own, `SRV`; `length`, `size` and `expireSec` are of a table.",
    ),
  clientLimits: z
    .strictObject({ requests: count.optional(), perSec: seconds.optional(), connections: count.optional() })
    .optional()
    .describe(
      "What one client may do at each HAProxy: more than `requests` within `perSec` (10) get 429; more than `connections` at a time are closed at once, which needs clients' own connections: `edge.kind` `network` or `failover-pair`.",
    ),
  timeLimits: z
    .strictObject({ trafficSec: seconds.optional(), paths: z.record(path, seconds).optional() })
    .optional()
    .describe(
      'Longest silence in a request or an answer, in seconds: `trafficSec` (300) of all, `paths` of those that begin so: `{"paths": {"/api/am/publisher": 900}}`; of two beginnings that fit the longer one counts. No more than `edge.idleTimeoutSec`.',
    ),
  syslog: z
    .strictObject({
      address: z.string().refine((text) => isIPv4(text), "an IPv4 address"),
      port: count.max(65_535).optional(),
    })
    .optional()
    .describe(
      "A syslog server that gets HAProxy's log lines besides the machines' journal, by UDP and RFC 5424; port 514 when not set.",
    ),
};

export type TrafficSettings = z.infer<z.ZodObject<typeof trafficSettings>>;

/** With what stands in front. */
interface Traffic extends TrafficSettings {
  readonly clientRequests?: number | undefined;
  readonly hstsSec?: number | undefined;
  readonly hstsSubdomains?: boolean | undefined;
  readonly edge?: EdgeSettings | undefined;
}

/** What of these keys does not go together, or would not do what it says. */
export function checkTraffic(settings: Traffic): Problem[] {
  const problems = new Problems();
  checkStickiness(problems, settings);
  checkClientLimits(problems, settings);
  checkTimeLimits(problems, settings);
  problems.require(
    !settings.hstsSubdomains || settings.hstsSec !== undefined,
    "wso2:hstsSubdomains",
    "is set, and wso2:hstsSec is not, which says how long browsers remember it",
  );
  return problems.list;
}

function checkStickiness(problems: Problems, { stickiness }: Traffic): void {
  if (!stickiness) return;
  const { mode, cookie, ...ofTable } = stickiness;
  const at = "wso2:stickiness";
  for (const key of Object.keys(ofTable))
    problems.require(
      mode === "table",
      `${at}.${key}`,
      `is of mode table alone; wso2:stickiness.mode is ${mode}`,
    );
  problems.require(
    mode !== "none" || cookie === undefined,
    `${at}.cookie`,
    `got ${JSON.stringify(cookie)} with mode none, which reads no cookie; leave it out, or set another mode`,
  );
  problems.require(
    mode !== "insert" || cookie !== applicationCookie,
    `${at}.cookie`,
    `got ${applicationCookie}, the application's own, which HAProxy's would take the place of; leave it out, or set mode prefix or table`,
  );
}

function checkClientLimits(problems: Problems, { clientLimits, clientRequests, edge }: Traffic): void {
  if (!clientLimits) return;
  const { requests, perSec, connections } = clientLimits;
  const at = "wso2:clientLimits";
  problems.require(
    requests === undefined || clientRequests === undefined,
    `${at}.requests`,
    "is set, and so is wso2:clientRequests, which says the same; keep one of them",
  );
  problems.require(
    perSec === undefined || (requests ?? clientRequests) !== undefined,
    `${at}.perSec`,
    "is set without a number of requests; set wso2:clientLimits.requests",
  );
  const kinds = edgeKinds(edge);
  const seesClients = kinds.some((kind) => kind === "network" || kind === "failover-pair");
  problems.require(
    connections === undefined || seesClients,
    `${at}.connections`,
    `would limit nobody: every connection that HAProxy sees is the ${kinds[0]} load balancer's own; limit requests, or set wso2:edge.kind to network or failover-pair`,
  );
}

/** What is in front gives up by itself, and says 504 or closes the connection. */
function checkTimeLimits(problems: Problems, { timeLimits, edge }: Traffic): void {
  const { trafficSec, paths = {} } = timeLimits ?? {};
  const asked = [
    ...(trafficSec === undefined ? [] : [["trafficSec", trafficSec] as const]),
    ...Object.entries(paths).map(([beginning, limitSec]) => [`paths["${beginning}"]`, limitSec] as const),
  ];
  for (const [at, balancer] of balancersOfEdge(edge)) {
    const idleSec = idleTimeoutOf(balancer);
    if (idleSec === undefined) continue;
    for (const [key, limitSec] of asked.filter(([, wanted]) => wanted > idleSec)) {
      const { kind = "classic" } = balancer;
      const remedy =
        kind === "network"
          ? "which nobody can change; take that at most, or another kind"
          : `set wso2:${at}.idleTimeoutSec to ${limitSec} at least (4000 at most), or take less`;
      problems.require(
        false,
        `wso2:timeLimits.${key}`,
        `got ${limitSec}; the ${kind} load balancer in front ends a request after ${idleSec} s of silence, ${remedy}`,
      );
    }
  }
}

const applicationCookie = "JSESSIONID";

type BackendArgs = Pick<HaproxyTierArgs["backend"], "stickyCookie" | "stickiness">;

/** How a backend whose application has sessions keeps them. */
export function sessionArgs({ stickiness }: TrafficSettings): BackendArgs {
  if (!stickiness) return { stickyCookie: applicationCookie };
  const { mode, cookie, ...ofTable } = stickiness;
  if (mode === "none") return {};
  const standard = mode === "insert" ? "SRV" : applicationCookie;
  return { stickiness: { mode, cookie: cookie ?? standard, ...ofTable } };
}

/** The application's cookie, where it is not the usual one: a load balancer in front keeps clients by it, too. */
export function cookieOf({ stickiness }: TrafficSettings): string | undefined {
  const { mode, cookie } = stickiness ?? {};
  return mode === "prefix" || mode === "table" ? cookie : undefined;
}

/** Of two rules that fit a request HAProxy obeys the later one. */
export function timeoutArgs({ timeLimits }: TrafficSettings): Pick<HaproxyTierArgs["backend"], "timeouts"> {
  const paths = Object.entries(timeLimits?.paths ?? {}).sort(([left], [right]) => left.length - right.length);
  if (paths.length === 0) return {};
  return { timeouts: paths.map(([beginning, timeoutSec]) => ({ paths: [beginning], timeoutSec })) };
}

/** The machines of a tier tell each other of the sessions in a table. */
export function portsAmongTier({ stickiness }: TrafficSettings): { amongThemselves?: number[] } {
  return stickiness?.mode === "table" ? { amongThemselves: [haproxyOperatorPorts.peers] } : {};
}
