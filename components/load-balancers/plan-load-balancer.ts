import type { LoadBalancerKind } from "./load-balancer-kind";

/** Kinds that have target groups. */
export type TargetGroupKind = Exclude<LoadBalancerKind, "classic">;

/** What the newer kinds are planned from, resolved as far as it decides anything. */
export interface TargetGroupFacts {
  readonly kind: TargetGroupKind;
  readonly instancePorts: { readonly http: number; readonly https: number };
  readonly health: { readonly port: number; readonly path?: string };
  readonly http?: string;
  readonly stickiness?: string;
  readonly stickyCookie?: string;
  readonly stickyForSec?: number;
  readonly slowStartSec?: number;
  readonly passthrough?: boolean;
}

/** One target group. */
export interface TargetGroupPlan {
  readonly key: "https" | "http";
  readonly port: number;
  readonly protocol: "HTTPS" | "TLS" | "TCP";
  readonly slowStartSec?: number;
  readonly stickiness:
    | {
        readonly type: "app_cookie";
        readonly enabled: boolean;
        readonly cookieName: string;
        readonly cookieDuration: number;
      }
    | { readonly type: "source_ip"; readonly enabled: boolean };
}

/** One listener and where it sends what comes in. */
export interface TargetListenerPlan {
  readonly key: "https" | "http";
  readonly port: 443 | 80;
  readonly protocol: "HTTPS" | "HTTP" | "TLS" | "TCP";
  readonly to: TargetGroupPlan["key"] | "redirect";
}

/** TLS 1.3 and 1.2 with forward secrecy; the first of AWS's recommendations that both kinds take. */
export const targetTlsPolicy = "ELBSecurityPolicy-TLS13-1-2-Res-2021-06";

/** Of a network load balancer's TLS listener; nobody can change it. */
export const networkIdleSec = 350;

/**
 * Target groups and listeners. An application one sends all to the TLS port, also what came without TLS, and says
 * so in X-Forwarded-Proto: one registration of a node counts for both. A network one can't, it hands on bytes.
 */
export function planTargetGroups(facts: TargetGroupFacts): {
  groups: TargetGroupPlan[];
  listeners: TargetListenerPlan[];
} {
  const { kind, instancePorts, http = kind === "application" ? "redirect" : "forward" } = facts;
  if (kind === "application") {
    const { stickiness = "cookie", stickyCookie = "JSESSIONID", stickyForSec = 86_400, slowStartSec } = facts;
    const sticky = {
      enabled: stickiness === "cookie",
      cookieName: stickyCookie,
      cookieDuration: stickyForSec,
    };
    return {
      groups: [
        {
          ...{ key: "https", port: instancePorts.https, protocol: "HTTPS" },
          ...(slowStartSec === undefined ? {} : { slowStartSec }),
          stickiness: { type: "app_cookie", ...sticky },
        },
      ],
      listeners: [
        { key: "https", port: 443, protocol: "HTTPS", to: "https" },
        ...(http === "none"
          ? []
          : [
              {
                ...plain,
                protocol: "HTTP" as const,
                to: http === "redirect" ? ("redirect" as const) : ("https" as const),
              },
            ]),
      ],
    };
  }
  const protocol = facts.passthrough ? ("TCP" as const) : ("TLS" as const);
  const stickiness = { type: "source_ip" as const, enabled: facts.stickiness === "source-ip" };
  const forwards = http === "forward";
  return {
    groups: [
      { key: "https", port: instancePorts.https, protocol, stickiness },
      ...(forwards
        ? [{ key: "http" as const, port: instancePorts.http, protocol: "TCP" as const, stickiness }]
        : []),
    ],
    listeners: [
      { key: "https", port: 443, protocol, to: "https" },
      ...(forwards ? [{ ...plain, protocol: "TCP" as const, to: "http" as const }] : []),
    ],
  };
}

const plain = { key: "http" as const, port: 80 as const };

/** Every 5 seconds; out after two failed checks, in after two passed ones, as of a classic one. */
export function planTargetHealth({ health }: Pick<TargetGroupFacts, "health">) {
  const { port, path } = health;
  const how = path === undefined ? { protocol: "TCP" } : { protocol: "HTTP", path, matcher: "200" };
  const pace = { interval: 5, timeout: 2, healthyThreshold: 2, unhealthyThreshold: 2 };
  return { enabled: true, port: String(port), ...how, ...pace };
}
