import { readFileSync } from "node:fs";
import * as http from "node:http";
import * as https from "node:https";
import { isIP } from "node:net";
import { createSecureContext } from "node:tls";
import type { LoadPlan } from "./options";

/** Where requests go and how connections are made. */
export interface Target {
  readonly address: { readonly protocol: string; readonly hostname: string; readonly port: string };
  /** Value of the Host header; Node.js makes it from the address where no other name was asked for. */
  readonly hostHeader: string | undefined;
  path(delayMs?: number): string;
  createAgent(options: { keepAlive: boolean }): http.Agent;
}

export function createTarget(plan: LoadPlan): Target {
  const url = new URL(plan.url);
  const secure = url.protocol === "https:";
  // One context for all: reading the authorities anew for each connection would cost more than the handshake.
  const secureContext = secure
    ? createSecureContext(plan.caFile === undefined ? {} : { ca: readFileSync(plan.caFile) })
    : undefined;
  const servername = isIP(plan.host) ? "" : plan.host;
  return {
    address: { protocol: url.protocol, hostname: url.hostname.replace(/^\[|\]$/g, ""), port: url.port },
    hostHeader: plan.host === url.hostname ? undefined : plan.host,
    path: (delayMs) => {
      const asked = new URL(url);
      if (delayMs !== undefined) asked.searchParams.set("delayMs", String(delayMs));
      return asked.pathname + asked.search;
    },
    createAgent: ({ keepAlive }) => {
      const limits = keepAlive ? { keepAlive, maxSockets: 1 } : { keepAlive, maxCachedSessions: 0 };
      return secure ? new https.Agent({ ...limits, secureContext, servername }) : new http.Agent(limits);
    },
  };
}
