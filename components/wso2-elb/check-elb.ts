import { tribesNames } from "../nodes/tribes/tribes-names";
import { type Problem, Problems } from "../validation/problems";
import { type ElbDomain, type ElbService, type ElbSettings, elbDomain, elbPorts } from "./elb-config";

const hostName = /^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/;
/** A word of `loadbalancer.conf`: a blank, a brace, `;` or `#` in it would be the file's own. */
const word = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
const tenants = /^(\*|\d+|(\d+)-(\d+))$/;

/** What is wrong with the settings of WSO2 ELB 2.0: what its parser refuses, and what it takes and nobody can mean. */
export function checkElb(version: string, settings: ElbSettings): Problem[] {
  const problems = new Problems();
  problems.require(
    /^2\.0\.\d+$/.test(version),
    "version",
    `got ${JSON.stringify(version)}; 2.0.x is needed: 2.1 has another grammar of loadbalancer.conf, and Hazelcast`,
  );
  problems.matches(settings.hostname, "hostname", hostName, "a host name");
  const { domain = elbDomain, ports = elbPorts, sessionTimeoutSec = 1, services } = settings;
  problems.matches(domain, "domain", tribesNames.domain.pattern, tribesNames.domain.meaning);
  problems.integer(ports.http, "ports.http", 1, 65_535);
  problems.integer(ports.https, "ports.https", 1, 65_535);
  problems.require(ports.http !== ports.https, "ports", `got ${ports.http} for both; they must differ`);
  problems.integer(sessionTimeoutSec, "sessionTimeoutSec", 1, 86_400);
  problems.require(services.length > 0, "services", "got none; one at least is needed");
  const names = services.map(({ name }) => name);
  for (const [index, service] of services.entries()) {
    const path = `services[${index}]`;
    problems.require(
      names.indexOf(service.name) === index,
      `${path}.name`,
      `got ${JSON.stringify(service.name)} a second time; put its domains together`,
    );
    checkService(problems, path, service);
    for (const [at, each] of service.domains.entries()) {
      problems.require(
        each.name !== domain,
        `${path}.domains[${at}].name`,
        `got ${JSON.stringify(each.name)}, the ELBs' own domain; the members need another one`,
      );
    }
  }
  checkHosts(problems, services);
  return problems.list;
}

function checkService(problems: Problems, path: string, { name, domains }: ElbService): void {
  problems.matches(name, `${path}.name`, word, "a word of letters, digits and . _ -");
  problems.require(
    name !== "defaults",
    `${path}.name`,
    "got defaults, which is the file's word for its defaults",
  );
  problems.require(domains.length > 0, `${path}.domains`, "got none; one at least is needed");
  const seen = new Set<string>();
  for (const [index, domain] of domains.entries()) {
    const at = `${path}.domains[${index}]`;
    checkDomain(problems, at, domain);
    const key = `${domain.name} ${domain.subDomain ?? ""}`;
    problems.require(
      !seen.has(key),
      at,
      `got ${domain.name}${domain.subDomain ? ` with ${domain.subDomain}` : ""} a second time; give it another sub-domain`,
    );
    seen.add(key);
  }
}

function checkDomain(
  problems: Problems,
  at: string,
  { name, hosts, subDomain, tenantRange = "*" }: ElbDomain,
): void {
  problems.matches(name, `${at}.name`, tribesNames.domain.pattern, tribesNames.domain.meaning);
  if (subDomain !== undefined) {
    problems.matches(
      subDomain,
      `${at}.subDomain`,
      tribesNames.subDomain.pattern,
      tribesNames.subDomain.meaning,
    );
  }
  problems.require(hosts.length > 0, `${at}.hosts`, "got none; no request would come to it");
  for (const [index, host] of hosts.entries()) {
    problems.matches(host, `${at}.hosts[${index}]`, hostName, "a host name, without a port");
  }
  problems.matches(tenantRange, `${at}.tenantRange`, tenants, "*, a number, or a range such as 1-100");
  const [, , from, to] = tenants.exec(tenantRange) ?? [];
  problems.require(
    from === undefined || Number(from) <= Number(to),
    `${at}.tenantRange`,
    `got ${tenantRange}; the first number must not be above the second`,
  );
}

/** The parser refuses a host in two services; in two sub-domains with the same tenants, the last one would win. */
function checkHosts(problems: Problems, services: readonly ElbService[]): void {
  const owner = new Map<string, string>();
  for (const [index, { domains }] of services.entries()) {
    for (const [at, { hosts }] of domains.entries()) {
      for (const host of hosts) {
        const path = `services[${index}].domains[${at}]`;
        const other = owner.get(host);
        problems.require(
          other === undefined,
          `${path}.hosts`,
          `got ${host}, which ${other} has already; a host leads to one of them`,
        );
        owner.set(host, other ?? path);
      }
    }
  }
}
