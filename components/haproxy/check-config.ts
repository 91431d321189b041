import { checkBackend } from "./check-backend";
import { checkFrontend } from "./check-frontend";
import { checkOperators } from "./check-operators";
import { ConfigChecks } from "./config-checks";
import { backendsOf, type HaproxyConfig } from "./config-model";
import { connectionsTable } from "./render-limits";

/** Name of the frontend that tells the load balancer in front whether to send traffic here. */
export const readinessFrontend = "ready";
/** Names of the frontends for operators. */
export const statsFrontend = "stats";
export const metricsFrontend = "metrics";

/** Everything in a configuration that HAProxy would refuse or that would not mean what it says. */
export function findConfigProblems(config: HaproxyConfig): string[] {
  const checks = new ConfigChecks();
  const { frontends, edge, maxConnections, stats, metrics, peers } = config;
  checks.want(frontends.length > 0, "frontends", [], "at least one frontend");
  frontends.forEach((frontend, index) => {
    checkFrontend(checks, `frontends[${index}]`, frontend, config);
  });
  const pages = [readinessFrontend, ...(stats ? [statsFrontend] : []), ...(metrics ? [metricsFrontend] : [])];
  checks.unique("frontends", [...frontends.map((frontend) => frontend.name), ...pages]);
  const pagePorts = [stats?.port, metrics?.port, peers?.port, edge?.proxiedReadinessPort].filter(
    (port) => port !== undefined,
  );
  checks.unique("ports", [...frontends.map((frontend) => frontend.port), config.readinessPort, ...pagePorts]);
  checks.port("readinessPort", config.readinessPort);
  checks.path("socketPath", config.socketPath);
  checks.path("stateFile", config.stateFile);
  checks.seconds("trafficTimeoutSec", config.trafficTimeoutSec);
  checks.seconds("hardStopAfterSec", config.hardStopAfterSec);

  edge?.cidrs.forEach((range, index) => {
    checks.range(`edge.cidrs[${index}]`, range);
  });
  if (edge) checks.seconds("edge.idleTimeoutSec", edge.idleTimeoutSec);
  if (maxConnections !== undefined) checks.count("maxConnections", maxConnections);

  checkBackend(checks, "backend", config.backend);
  config.backends?.forEach((backend, index) => {
    checkBackend(checks, `backends[${index}]`, backend);
  });
  const tables = frontends.filter(({ limits }) => limits?.connections !== undefined);
  checks.unique("backends", [
    ...backendsOf(config).map(({ name }) => name),
    ...tables.map(({ name }) => connectionsTable(name)),
  ]);
  checkOperators(checks, config);
  return checks.problems;
}
