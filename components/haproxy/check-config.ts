import type { HaproxyConfig } from "./config-model";

const identifier = /^[A-Za-z0-9_.:-]{1,64}$/;
const hostname = /^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/;
const ipv4 = /^(25[0-5]|2[0-4]\d|1?\d?\d)(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}$/;
const cidr = new RegExp(`${ipv4.source.slice(0, -1)}/(3[0-2]|[12]?\\d)$`);
const absolutePath = /^\/[A-Za-z0-9_./@+-]+$/;
const uriPath = /^\/[A-Za-z0-9_./~?=&%+-]*$/;

type Problem = string;

/** Everything in a configuration that HAProxy would refuse or that would not mean what it says. */
export function findConfigProblems(config: HaproxyConfig): Problem[] {
  const problems: Problem[] = [];
  const want = (holds: boolean, at: string, got: unknown, allowed: string) => {
    if (!holds) problems.push(`${at}: got ${JSON.stringify(got)}, allowed is ${allowed}`);
  };
  const name = (at: string, value: string) =>
    want(identifier.test(value), at, value, "1 to 64 letters, digits and _ . : -");
  const host = (at: string, value: string) => want(hostname.test(value), at, value, "a host name");
  const path = (at: string, value: string) =>
    want(absolutePath.test(value), at, value, "an absolute path without spaces or quotes");
  const port = (at: string, value: number) =>
    want(Number.isInteger(value) && value > 0 && value < 65536, at, value, "a port, 1 to 65535");
  const seconds = (at: string, value: number) =>
    want(Number.isFinite(value) && value > 0, at, value, "seconds, more than 0");
  const count = (at: string, value: number) =>
    want(Number.isInteger(value) && value > 0, at, value, "a whole number, at least 1");
  const unique = (at: string, values: readonly (string | number)[]) => {
    const twice = values.find((value, index) => values.indexOf(value) !== index);
    want(twice === undefined, at, twice, "each value once");
  };

  want(config.frontends.length > 0, "frontends", [], "at least one frontend");
  config.frontends.forEach((frontend, index) => {
    name(`frontends[${index}].name`, frontend.name);
    port(`frontends[${index}].port`, frontend.port);
    if (frontend.certificateFile) path(`frontends[${index}].certificateFile`, frontend.certificateFile);
  });
  unique("frontends", [...config.frontends.map((frontend) => frontend.name), readinessFrontend]);
  unique("ports", [...config.frontends.map((frontend) => frontend.port), config.readinessPort]);
  port("readinessPort", config.readinessPort);
  path("socketPath", config.socketPath);
  path("stateFile", config.stateFile);
  seconds("trafficTimeoutSec", config.trafficTimeoutSec);
  seconds("hardStopAfterSec", config.hardStopAfterSec);

  const { edge, maxConnections } = config;
  edge?.cidrs.forEach((range, index) => {
    want(cidr.test(range), `edge.cidrs[${index}]`, range, "an IPv4 range such as 10.42.0.0/20");
  });
  if (edge) seconds("edge.idleTimeoutSec", edge.idleTimeoutSec);
  if (maxConnections !== undefined) count("maxConnections", maxConnections);

  const { backend } = config;
  const { check, tls } = backend;
  name("backend.name", backend.name);
  if (backend.stickyCookie !== undefined) name("backend.stickyCookie", backend.stickyCookie);
  want(
    check.scheme === "http" || check.scheme === "https",
    "backend.check.scheme",
    check.scheme,
    "http or https",
  );
  want(uriPath.test(check.path), "backend.check.path", check.path, "a path without spaces or quotes");
  host("backend.check.host", check.host);
  if (check.port !== undefined) port("backend.check.port", check.port);
  seconds("backend.check.intervalSec", check.intervalSec);
  const { fastIntervalSec, intervalSec } = check;
  want(
    fastIntervalSec === undefined || (fastIntervalSec >= 0.1 && fastIntervalSec <= intervalSec),
    "backend.check.fastIntervalSec",
    fastIntervalSec,
    `seconds, 0.1 to intervalSec (${intervalSec})`,
  );
  count("backend.check.fall", check.fall);
  count("backend.check.rise", check.rise);
  if (tls) {
    path("backend.tls.caFile", tls.caFile);
    host("backend.tls.name", tls.name);
  }
  want(check.scheme === "http" || tls !== undefined, "backend.check.scheme", "https", "http without tls");
  want(
    check.scheme === "https" || tls === undefined || check.port !== undefined,
    "backend.check.port",
    check.port,
    "a port of its own for a plain check of nodes that speak TLS",
  );
  backend.servers.forEach((server, index) => {
    name(`backend.servers[${index}].name`, server.name);
    want(
      ipv4.test(server.address),
      `backend.servers[${index}].address`,
      server.address,
      "an IPv4 address, which stays the node's own",
    );
    port(`backend.servers[${index}].port`, server.port);
  });
  unique(
    "backend.servers",
    backend.servers.map((server) => server.name),
  );
  return problems;
}

/** Name of the frontend that tells the load balancer in front whether to send traffic here. */
export const readinessFrontend = "ready";
