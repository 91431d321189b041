import type { ConfigChecks } from "./config-checks";
import type { HaproxyBackend, HaproxyStickiness } from "./config-model";

function checkStickiness(checks: ConfigChecks, at: string, stickiness: HaproxyStickiness): void {
  const { mode, cookie, length, size, expireSec } = stickiness;
  checks.oneOf(`${at}.mode`, mode, ["prefix", "insert", "table"]);
  checks.name(`${at}.cookie`, cookie);
  if (length !== undefined) checks.count(`${at}.length`, length);
  if (size !== undefined) checks.count(`${at}.size`, size);
  if (expireSec !== undefined) checks.seconds(`${at}.expireSec`, expireSec);
  const ofTable = length !== undefined || size !== undefined || expireSec !== undefined;
  checks.want(
    mode === "table" || !ofTable,
    at,
    stickiness,
    "length, size and expireSec with mode table alone",
  );
}

/** What HTTP has and a connection that nobody reads has not. */
function checkMode(checks: ConfigChecks, at: string, backend: HaproxyBackend): void {
  const { mode = "http", stickyCookie, stickiness, timeouts } = backend;
  checks.oneOf(`${at}.mode`, mode, ["http", "tcp"]);
  if (mode !== "tcp") return;
  const sticky = stickiness ?? stickyCookie;
  checks.want(
    sticky === undefined,
    `${at}.stickiness`,
    sticky,
    "none with mode tcp: no cookie can be read there",
  );
  checks.want(
    timeouts === undefined,
    `${at}.timeouts`,
    timeouts,
    "none with mode tcp: no path can be read there",
  );
}

/** Everything in a backend that HAProxy would refuse or that would not mean what it says. */
export function checkBackend(checks: ConfigChecks, at: string, backend: HaproxyBackend): void {
  const { check, tls, stickyCookie, stickiness } = backend;
  checks.name(`${at}.name`, backend.name);
  if (stickyCookie !== undefined) checks.name(`${at}.stickyCookie`, stickyCookie);
  if (stickiness) checkStickiness(checks, `${at}.stickiness`, stickiness);
  checks.want(
    stickyCookie === undefined || stickiness === undefined,
    `${at}.stickiness`,
    stickiness,
    "none beside stickyCookie",
  );
  checkMode(checks, at, backend);
  if (backend.trafficTimeoutSec !== undefined) {
    checks.seconds(`${at}.trafficTimeoutSec`, backend.trafficTimeoutSec);
  }
  backend.timeouts?.forEach(({ paths, timeoutSec }, index) => {
    checks.want(paths.length > 0, `${at}.timeouts[${index}].paths`, paths, "at least one path");
    for (const path of paths) checks.routePath(`${at}.timeouts[${index}].paths`, path);
    checks.seconds(`${at}.timeouts[${index}].timeoutSec`, timeoutSec);
  });
  const schemes = ["http", "https"];
  checks.want(schemes.includes(check.scheme), `${at}.check.scheme`, check.scheme, "http or https");
  checks.uri(`${at}.check.path`, check.path);
  checks.host(`${at}.check.host`, check.host);
  if (check.port !== undefined) checks.port(`${at}.check.port`, check.port);
  checks.seconds(`${at}.check.intervalSec`, check.intervalSec);
  const { fastIntervalSec, intervalSec } = check;
  checks.want(
    fastIntervalSec === undefined || (fastIntervalSec >= 0.1 && fastIntervalSec <= intervalSec),
    `${at}.check.fastIntervalSec`,
    fastIntervalSec,
    `seconds, 0.1 to intervalSec (${intervalSec})`,
  );
  checks.count(`${at}.check.fall`, check.fall);
  checks.count(`${at}.check.rise`, check.rise);
  if (tls) {
    checks.path(`${at}.tls.caFile`, tls.caFile);
    checks.host(`${at}.tls.name`, tls.name);
  }
  checks.want(
    check.scheme === "http" || tls !== undefined,
    `${at}.check.scheme`,
    "https",
    "http without tls",
  );
  checks.want(
    check.scheme === "https" || tls === undefined || check.port !== undefined,
    `${at}.check.port`,
    check.port,
    "a port of its own for a plain check of nodes that speak TLS",
  );
  backend.servers.forEach((server, index) => {
    const line = `${at}.servers[${index}]`;
    checks.name(`${line}.name`, server.name);
    checks.address(`${line}.address`, server.address, "an IPv4 address, which stays the node's own");
    checks.port(`${line}.port`, server.port);
  });
  checks.unique(
    `${at}.servers`,
    backend.servers.map((server) => server.name),
  );
}
