import type { HaproxyBackend, HaproxyStickiness } from "./config-model";
import { peersName } from "./render-peers";

/** What decides how a client stays on its node; none for gateways. */
export function stickinessOf({ stickyCookie, stickiness }: HaproxyBackend): HaproxyStickiness | undefined {
  return stickiness ?? (stickyCookie ? { mode: "prefix", cookie: stickyCookie } : undefined);
}

/**
 * HAProxy's own default of 32 characters would take the sessions that begin alike for one. Only what a node has set
 * is remembered: a client can't fill the table with values that it makes up.
 */
function renderTable({
  cookie,
  length = 300,
  size = 100_000,
  expireSec = 3600,
}: HaproxyStickiness): string[] {
  return [
    `stick-table type string len ${length} size ${size} expire ${Math.round(expireSec)}s peers ${peersName}`,
    `stick match req.cook(${cookie})`,
    `stick store-response res.cook(${cookie})`,
  ];
}

/** The lines of a backend. */
export function renderStickiness(stickiness: HaproxyStickiness | undefined): string[] {
  switch (stickiness?.mode) {
    case undefined:
      return [];
    case "prefix":
      return [`cookie ${stickiness.cookie} prefix`];
    case "insert":
      return [`cookie ${stickiness.cookie} insert indirect nocache httponly`];
    case "table":
      return renderTable(stickiness);
  }
}

/** What a server line says of it: the value that stands for the node in a cookie. */
export function serverCookie(stickiness: HaproxyStickiness | undefined, server: string): string {
  return stickiness && stickiness.mode !== "table" ? ` cookie ${server}` : "";
}
