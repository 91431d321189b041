import { z } from "zod";
import { type HaproxyTierArgs, haproxyOperatorPorts, haproxyPorts, type Opening } from "../components";
import { cidrs } from "./cidrs";

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
  clientRequests: z
    .number()
    .int()
    .min(1)
    .optional()
    .describe("How many requests one client may send within 10 seconds to each HAProxy; more get 429."),
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

/** The tier's arguments for these keys; none of them where nothing is set, as in a stack of before. */
export function frontArgs(
  settings: FrontSettings,
): Pick<HaproxyTierArgs, "frontends" | "metrics" | "statistics"> {
  const { hstsSec, clientRequests, metricsCidrs, statsPassword, sshCidrs } = settings;
  const common = {
    ...(hstsSec === undefined ? {} : { hsts: { maxAgeSec: hstsSec }, redirectToHttps: true }),
    ...(clientRequests === undefined ? {} : { limits: { requests: clientRequests } }),
  };
  const frontends = {
    http: { port: haproxyPorts.http, tls: false, ...common },
    https: { port: haproxyPorts.https, ...common },
  };
  return {
    ...(Object.keys(common).length > 0 ? { frontends } : {}),
    ...(metricsCidrs ? { metrics: { cidrs: metricsCidrs } } : {}),
    ...(statsPassword ? { statistics: { cidrs: sshCidrs, password: statsPassword } } : {}),
  };
}

/** Who gets to these ports of the HAProxy machines. */
export function frontOpenings({ metricsCidrs, statsPassword, sshCidrs }: FrontSettings): Opening[] {
  const { metrics, stats } = haproxyOperatorPorts;
  return [
    ...(metricsCidrs ? [{ from: "prometheus", port: metrics, cidrs: metricsCidrs }] : []),
    ...(statsPassword ? [{ from: "operators", port: stats, cidrs: sshCidrs }] : []),
  ];
}
