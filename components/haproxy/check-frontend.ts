import type { ConfigChecks } from "./config-checks";
import { backendsOf, type HaproxyConfig, type HaproxyFrontend } from "./config-model";
import type { HaproxyLimits, HaproxyRoute } from "./frontend-model";

function checkRoute(checks: ConfigChecks, at: string, { hosts, paths }: HaproxyRoute, isTcp: boolean): void {
  for (const host of hosts ?? []) checks.hostOrBelow(`${at}.hosts`, host);
  for (const path of paths ?? []) checks.routePath(`${at}.paths`, path);
  const conditions = (hosts?.length ?? 0) + (paths?.length ?? 0);
  checks.want(conditions > 0, at, { hosts, paths }, "a route with hosts or paths");
  checks.want(
    !isTcp || paths === undefined,
    `${at}.paths`,
    paths,
    "none of a TCP frontend: only TLS's name is read",
  );
}

function checkLimits(
  checks: ConfigChecks,
  at: string,
  { requests, perSec, connections }: HaproxyLimits,
): void {
  if (requests !== undefined) checks.count(`${at}.requests`, requests);
  if (perSec !== undefined) checks.count(`${at}.perSec`, perSec);
  if (connections !== undefined) checks.count(`${at}.connections`, connections);
}

/** Everything in a frontend that HAProxy would refuse or that would not mean what it says. */
export function checkFrontend(
  checks: ConfigChecks,
  at: string,
  frontend: HaproxyFrontend,
  config: HaproxyConfig,
): void {
  const { mode = "http", certificateFile, routes = [], hsts, limits } = frontend;
  checks.name(`${at}.name`, frontend.name);
  checks.port(`${at}.port`, frontend.port);
  if (certificateFile) checks.path(`${at}.certificateFile`, certificateFile);
  checks.oneOf(`${at}.mode`, mode, ["http", "tcp"]);
  const isTcp = mode === "tcp";
  routes.forEach((route, index) => {
    checkRoute(checks, `${at}.routes[${index}]`, route, isTcp);
  });
  const backends = backendsOf(config);
  const goesTo = (place: string, name: string) => {
    const backend = backends.find((each) => each.name === name);
    const known = backends.filter((each) => (each.mode ?? "http") === mode).map((each) => each.name);
    const allowed =
      known.length > 0 ? `a ${mode} backend: ${known.join(", ")}` : `a ${mode} backend; there is none`;
    checks.want(backend !== undefined && (backend.mode ?? "http") === mode, place, name, allowed);
  };
  routes.forEach(({ backend }, index) => {
    goesTo(`${at}.routes[${index}].backend`, backend);
  });
  if (!frontend.routesOnly) goesTo(`${at}.backend`, frontend.backend ?? config.backend.name);
  else checks.want(routes.length > 0, `${at}.routes`, routes, "at least one with routesOnly");
  if (isTcp) {
    const http = {
      certificateFile,
      redirectToHttps: frontend.redirectToHttps,
      hsts,
      requests: limits?.requests,
    };
    for (const [key, value] of Object.entries(http)) {
      checks.want(value === undefined || value === false, `${at}.${key}`, value, "none of a TCP frontend");
    }
  }
  const range = config.edge?.cidrs.length ?? 0;
  checks.want(
    !frontend.acceptProxy || range > 0,
    `${at}.acceptProxy`,
    true,
    "false without an edge whose ranges are declared",
  );
  if (hsts) checks.seconds(`${at}.hsts.maxAgeSec`, hsts.maxAgeSec);
  if (limits) checkLimits(checks, `${at}.limits`, limits);
}
