import { type Problem, Problems } from "../../validation/problems";
import { tribesNames } from "../tribes/tribes-names";
import { type AppServerSettings, appServerDomain, appServerSubDomain } from "./app-server-settings";

/** What is wrong with an Application Server's version and settings. */
export function checkAppServer(version: string, settings: AppServerSettings): Problem[] {
  const problems = new Problems();
  problems.require(
    /^5\.1\.\d+$/.test(version),
    "version",
    `got ${JSON.stringify(version)}; 5.1.x is needed: later ones have Hazelcast in the place of Tribes`,
  );
  problems.matches(
    settings.hostname,
    "hostname",
    /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/,
    "a host name in lower case",
  );
  problems.integer(settings.offset ?? 0, "offset", 0, 55_000);
  for (const [name, port] of Object.entries(settings.proxyPorts ?? {})) {
    problems.integer(port, `proxyPorts.${name}`, 1, 65_535);
  }
  const { domain = appServerDomain, subDomain = appServerSubDomain } = settings;
  problems.matches(domain, "domain", tribesNames.domain.pattern, tribesNames.domain.meaning);
  problems.matches(subDomain, "subDomain", tribesNames.subDomain.pattern, tribesNames.subDomain.meaning);
  return problems.list;
}
