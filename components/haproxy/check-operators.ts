import type { ConfigChecks } from "./config-checks";
import { backendsOf, type HaproxyConfig } from "./config-model";

/** What is for those who run the machines: peers, pages, logs. */
export function checkOperators(checks: ConfigChecks, config: HaproxyConfig): void {
  const { peers, stats, metrics, syslog } = config;
  const ranges = (at: string, cidrs: readonly string[]) => {
    checks.want(cidrs.length > 0, at, cidrs, "at least one range: without one nobody could ask");
    for (const range of cidrs) checks.range(at, range);
  };
  if (peers) {
    checks.port("peers.port", peers.port);
    checks.path("peers.certificateFile", peers.certificateFile);
    checks.path("peers.caFile", peers.caFile);
    checks.host("peers.certificateName", peers.certificateName);
    const names = peers.machines.map(({ name }) => name);
    peers.machines.forEach(({ name, address }, index) => {
      checks.name(`peers.machines[${index}].name`, name);
      checks.address(`peers.machines[${index}].address`, address);
    });
    checks.unique("peers.machines", names);
    checks.oneOf("peers.local", peers.local, names);
  }
  const table = backendsOf(config).find(({ stickiness }) => stickiness?.mode === "table");
  checks.want(
    table === undefined || peers !== undefined,
    "peers",
    peers,
    `given where a backend (${table?.name}) keeps a table: without them each reload forgets every session`,
  );
  if (stats) {
    checks.port("stats.port", stats.port);
    checks.path("stats.certificateFile", stats.certificateFile);
    checks.path("stats.credentialsFile", stats.credentialsFile);
    ranges("stats.cidrs", stats.cidrs);
  }
  if (metrics) {
    checks.port("metrics.port", metrics.port);
    ranges("metrics.cidrs", metrics.cidrs);
  }
  if (syslog) {
    checks.address("syslog.address", syslog.address);
    if (syslog.port !== undefined) checks.port("syslog.port", syslog.port);
  }
}
