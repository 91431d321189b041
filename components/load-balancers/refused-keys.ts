import type { LoadBalancerKind } from "./load-balancer-kind";

/** What is checked of `LoadBalancerArgs`. */
export interface LoadBalancerFacts {
  readonly kind: LoadBalancerKind;
  readonly health: { readonly port: number; readonly path?: string };
  readonly furtherCertificateArns?: Readonly<Record<string, unknown>>;
  readonly tlsPolicy?: string;
  readonly http?: string;
  readonly stickiness?: string;
  readonly stickyCookie?: string;
  readonly stickyForSec?: number;
  readonly drainingTimeoutSec?: number;
  readonly slowStartSec?: number;
  readonly idleTimeoutSec?: number;
  readonly crossZone?: boolean;
  readonly deletionProtection?: boolean;
  readonly passthrough?: boolean;
  readonly proxyProtocol?: boolean;
  readonly accessLogs?: { readonly intervalMin?: number };
  readonly webAclArn?: unknown;
  readonly alarms?: { readonly errorsPerMin?: number; readonly unhealthyForMin?: number };
}

const { classic, application, network } = {
  classic: "a classic load balancer",
  application: "an Application Load Balancer",
  network: "a Network Load Balancer",
};

/** What a kind can't have: the key, whether it is asked for, and why not and what to do instead. */
type Refusal = readonly [key: string, asked: (facts: LoadBalancerFacts) => boolean, reason: string];

const isSet = (key: keyof LoadBalancerFacts) => (facts: LoadBalancerFacts) =>
  facts[key] !== undefined && facts[key] !== false;
const noWebAcl =
  "AWS WAF stands before an Application Load Balancer alone; leave it out, or set kind application";
const noPassthrough = "ends TLS itself; leave it out, or set kind network";
const noSlowStart = "has no slow start; leave it out, or set kind application";
const onlyOwnCookie = "leave it out: only kind application sets how long its cookie lives";

/** By kind. */
export const refusedKeys: Readonly<Record<LoadBalancerKind, readonly Refusal[]>> = {
  classic: [
    [
      "http",
      ({ http }) => http === "redirect",
      `${classic} can't redirect; let the instances do it, or set kind application`,
    ],
    [
      "http",
      ({ http }) => http === "none",
      `${classic} is made with port 80; close it in its security group, or set another kind`,
    ],
    [
      "stickiness",
      ({ stickiness = "cookie" }) => stickiness !== "cookie",
      `${classic} is made sticky by the application's cookie; leave it out, or set another kind`,
    ],
    [
      "stickyForSec",
      isSet("stickyForSec"),
      `the cookie of ${classic} lives as long as the application's; ${onlyOwnCookie}`,
    ],
    ["slowStartSec", isSet("slowStartSec"), `${classic} ${noSlowStart}`],
    [
      "furtherCertificateArns",
      isSet("furtherCertificateArns"),
      `${classic} has one certificate; take one with all names in it, or set another kind`,
    ],
    [
      "tlsPolicy",
      isSet("tlsPolicy"),
      `${classic} gets the newest that it has, with TLS 1.2 at least; leave it out, or set another kind`,
    ],
    ["crossZone", ({ crossZone }) => crossZone === false, `${classic} is made with it on; leave it out`],
    [
      "deletionProtection",
      isSet("deletionProtection"),
      `${classic} has none; set option \`protect\` on the resource, or another kind`,
    ],
    [
      "proxyProtocol",
      isSet("proxyProtocol"),
      `${classic} tells the client's address by X-Forwarded-For; leave it out`,
    ],
    ["webAclArn", isSet("webAclArn"), noWebAcl],
    ["passthrough", isSet("passthrough"), `${classic} of this library ${noPassthrough}`],
  ],
  application: [
    ["passthrough", isSet("passthrough"), `${application} ${noPassthrough}`],
    [
      "stickiness",
      ({ stickiness }) => stickiness === "source-ip",
      `${application} is sticky by a cookie; set cookie or none, or kind network`,
    ],
    [
      "health.path",
      ({ health }) => health.path === undefined,
      `${application} checks by HTTP alone; give a path, or set kind network`,
    ],
    ["crossZone", ({ crossZone }) => crossZone === false, `${application} always is; leave it out`],
    [
      "proxyProtocol",
      isSet("proxyProtocol"),
      `${application} tells the client's address by X-Forwarded-For; leave it out`,
    ],
    [
      "accessLogs.intervalMin",
      ({ accessLogs }) => accessLogs?.intervalMin !== undefined,
      `${application} writes every 5 minutes; leave it out`,
    ],
  ],
  network: [
    [
      "stickiness",
      ({ stickiness, passthrough }) => stickiness === "source-ip" && !passthrough,
      `${network} that ends TLS can't be sticky; set passthrough, so that the instances end it, or kind application`,
    ],
    [
      "furtherCertificateArns",
      ({ furtherCertificateArns, passthrough }) =>
        passthrough === true && furtherCertificateArns !== undefined,
      "the instances show their own certificates with passthrough; leave one of both out",
    ],
    [
      "http",
      ({ http }) => http === "redirect",
      `${network} knows no requests and can't redirect; let the instances do it, set none, or kind application`,
    ],
    [
      "stickiness",
      ({ stickiness }) => stickiness === "cookie",
      `${network} sees no cookies; set source-ip or none, or kind application`,
    ],
    [
      "stickyCookie",
      isSet("stickyCookie"),
      `${network} sees no cookies; leave it out, or set kind application`,
    ],
    ["stickyForSec", isSet("stickyForSec"), onlyOwnCookie],
    ["slowStartSec", isSet("slowStartSec"), `${network} ${noSlowStart}`],
    [
      "idleTimeoutSec",
      isSet("idleTimeoutSec"),
      `a TLS connection of ${network} ends after 350 s of silence, which nobody can change; leave it out`,
    ],
    ["webAclArn", isSet("webAclArn"), noWebAcl],
    [
      "accessLogs.intervalMin",
      ({ accessLogs }) => accessLogs?.intervalMin !== undefined,
      `${network} writes every 5 minutes; leave it out`,
    ],
  ],
};
