import type { HaproxyFrontend } from "./config-model";

/** Clients that are counted at a time; each takes some 100 bytes. */
const countedClients = 100_000;

/** Counters 0 and 1 of HAProxy's three: requests and connections. */
export function renderLimits({ limits, acceptProxy }: HaproxyFrontend, trustsEdge: boolean): string[] {
  const { requests, perSec = 10, connections } = limits ?? {};
  if (requests === undefined && connections === undefined) return [];
  const counted = [
    ...(requests === undefined ? [] : [`http_req_rate(${perSec}s)`]),
    ...(connections === undefined ? [] : ["conn_cur"]),
  ];
  // Only after the PROXY protocol was read `src` is the client.
  const stage = acceptProxy ? "session" : "connection";
  const notEdge = trustsEdge ? " unless from_edge" : "";
  return [
    `stick-table type ipv6 size ${countedClients} expire ${2 * perSec}s store ${counted.join(",")}`,
    ...(connections === undefined
      ? []
      : [
          `tcp-request ${stage} track-sc1 src${notEdge}`,
          `tcp-request ${stage} reject if { sc1_conn_cur gt ${connections} }`,
        ]),
    ...(requests === undefined
      ? []
      : [
          ...(trustsEdge ? ["http-request track-sc0 req.hdr_ip(X-Forwarded-For,-1) if from_edge"] : []),
          `http-request track-sc0 src${notEdge}`,
          `http-request return status 429 hdr Retry-After ${perSec} if { sc0_http_req_rate gt ${requests} }`,
        ]),
  ];
}
