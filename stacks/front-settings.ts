import { z } from "zod";
import { type HaproxyTierArgs, haproxyOperatorPorts, haproxyPorts, type Opening } from "../components";
import { cidrs } from "./cidrs";
import { type TrafficSettings, trafficSettings } from "./traffic-settings";

/** What the HAProxy tier does beside sending requests to nodes; nothing of it unless it is set. */
export const frontSettings = {
  hstsSec: z
    .number()
    .int()
    .min(1)
    .optional()
    .describe(
      "Requests without TLS are sent to `https://`, and browsers are told to come by TLS alone for so many seconds. See [HAProxy](../haproxy.md).",
    ),
  hstsSubdomains: z
    .boolean()
    .optional()
    .describe(
      "`true` with `hstsSec`: browsers are told the same of every name below the one that they asked for.",
    ),
  maxConnections: z
    .number()
    .int()
    .min(100)
    .max(1_000_000)
    .optional()
    .describe(
      "Connections of each of HAProxy's frontends; for what half of the machine's memory is enough, when not set.",
    ),
  clientRequests: z
    .number()
    .int()
    .min(1)
    .optional()
    .describe(
      "How many requests one client may send within 10 seconds to each HAProxy; more get 429. The same as `clientLimits.requests`.",
    ),
  ...trafficSettings,
  metricsCidrs: cidrs
    .min(1)
    .optional()
    .describe("Who may read HAProxy's metrics for Prometheus: `/metrics` on port 8406 of each machine."),
  statsPassword: z
    .string()
    .min(12)
    .optional()
    .describe(
      "Password of user `admin` for HAProxy's statistics, `https://<machine>:8404/`, open to `sshCidrs`. Set it with `--secret`.",
    ),
};

type FrontSettings = z.infer<z.ZodObject<typeof frontSettings>> & { readonly sshCidrs: string[] };

type FrontArgs = "frontends" | "maxConnections" | "metrics" | "statistics" | "syslog" | "trafficTimeoutSec";

/** The tier's arguments for these keys; none of them where nothing is set, as in a stack of before. */
export function frontArgs(settings: FrontSettings): Pick<HaproxyTierArgs, FrontArgs> {
  const {
    hstsSec,
    hstsSubdomains,
    maxConnections,
    metricsCidrs,
    statsPassword,
    sshCidrs,
    syslog,
    timeLimits,
  } = settings;
  const limits = limitsOf(settings);
  const common = {
    ...(hstsSec === undefined
      ? {}
      : {
          hsts: { maxAgeSec: hstsSec, ...(hstsSubdomains ? { includeSubdomains: true } : {}) },
          redirectToHttps: true,
        }),
    ...(Object.keys(limits).length > 0 ? { limits } : {}),
  };
  const frontends = {
    http: { port: haproxyPorts.http, tls: false, ...common },
    https: { port: haproxyPorts.https, ...common },
  };
  return {
    ...(Object.keys(common).length > 0 ? { frontends } : {}),
    ...(maxConnections === undefined ? {} : { maxConnections }),
    ...(metricsCidrs ? { metrics: { cidrs: metricsCidrs } } : {}),
    ...(statsPassword ? { statistics: { cidrs: sshCidrs, password: statsPassword } } : {}),
    ...(syslog ? { syslog } : {}),
    ...(timeLimits?.trafficSec === undefined ? {} : { trafficTimeoutSec: timeLimits.trafficSec }),
  };
}

function limitsOf({
  clientRequests,
  clientLimits = {},
}: TrafficSettings & { readonly clientRequests?: number | undefined }) {
  const { requests = clientRequests, ...others } = clientLimits;
  return { ...(requests === undefined ? {} : { requests }), ...others };
}

/** Who gets to these ports of the HAProxy machines. */
export function frontOpenings({ metricsCidrs, statsPassword, sshCidrs }: FrontSettings): Opening[] {
  const { metrics, stats } = haproxyOperatorPorts;
  return [
    ...(metricsCidrs ? [{ from: "prometheus", port: metrics, cidrs: metricsCidrs }] : []),
    ...(statsPassword ? [{ from: "operators", port: stats, cidrs: sshCidrs }] : []),
  ];
}
