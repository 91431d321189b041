import type { HaproxyFrontend } from "./config-model";

/** Clients that are counted at a time; each takes some 100 bytes. */
const countedClients = 100_000;

/** A counter in the same table as another one of the same client would count each request twice. */
export function connectionsTable(frontend: string): string {
  return `${frontend}-connections`;
}

const table = (expireSec: number, stored: string) =>
  `stick-table type ipv6 size ${countedClients} expire ${expireSec}s store ${stored}`;

/** @param trustsEdge The condition `from_edge` is there. */
export function renderLimits(frontend: HaproxyFrontend, trustsEdge: boolean): string[] {
  const { requests, perSec = 10, connections } = frontend.limits ?? {};
  // Only after the PROXY protocol was read `src` is the client.
  const stage = frontend.acceptProxy ? "session" : "connection";
  const notEdge = trustsEdge ? " unless from_edge" : "";
  const ofConnections = [
    `tcp-request ${stage} track-sc1 src table ${connectionsTable(frontend.name)}${notEdge}`,
    `tcp-request ${stage} reject if { sc1_conn_cur gt ${connections} }`,
  ];
  const ofRequests = [
    table(2 * perSec, `http_req_rate(${perSec}s)`),
    ...(trustsEdge ? ["http-request track-sc0 req.hdr_ip(X-Forwarded-For,-1) if from_edge"] : []),
    `http-request track-sc0 src${notEdge}`,
    `http-request return status 429 hdr Retry-After ${perSec} if { sc0_http_req_rate gt ${requests} }`,
  ];
  return [...(connections === undefined ? [] : ofConnections), ...(requests === undefined ? [] : ofRequests)];
}

/** Sections that hold nothing but a table. */
export function renderLimitTables(frontends: readonly HaproxyFrontend[]): string[] {
  return frontends.flatMap(({ name, limits }) =>
    limits?.connections === undefined
      ? []
      : [`backend ${connectionsTable(name)}`, `    ${table(60, "conn_cur")}`, ""],
  );
}
