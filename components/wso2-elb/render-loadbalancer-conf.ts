import { type ElbDomain, type ElbService, type ElbSettings, elbSessionTimeoutSec } from "./elb-config";

/**
 * `repository/conf/loadbalancer.conf` of ELB 2.0. Its parser reads line by line: no block opens and closes on one line,
 * each property ends with a semicolon, `domains` is a service's first block, hosts are separated by a comma alone.
 */
export function renderLoadbalancerConf(settings: ElbSettings): string {
  const { services, sessionTimeoutSec = elbSessionTimeoutSec } = settings;
  return [
    ...block("loadbalancer", [
      property("instances", 1),
      property("enable_autoscaler", false),
      property("session_timeout", sessionTimeoutSec * 1000),
      property("fail_over", true),
    ]),
    "",
    ...block("services", [
      ...block("defaults", [property("min_app_instances", 1)]),
      ...services.flatMap(renderService),
    ]),
    "",
  ].join("\n");
}

function renderService({ name, domains }: ElbService): string[] {
  return block(name, block("domains", domains.flatMap(renderDomain)));
}

function renderDomain({ name, hosts, subDomain, tenantRange = "*" }: ElbDomain): string[] {
  return block(name, [
    property("hosts", hosts.join(",")),
    ...(subDomain === undefined ? [] : [property("sub_domain", subDomain)]),
    property("tenant_range", tenantRange),
    property("min_app_instances", 1),
  ]);
}

function block(name: string, lines: readonly string[]): string[] {
  return [`${name} {`, ...lines.map((line) => (line === "" ? line : `    ${line}`)), "}"];
}

function property(name: string, value: string | number | boolean): string {
  return `${name.padEnd(20)} ${value};`;
}
