import { type Problem, Problems } from "../../validation/problems";
import { checkAdminPassword } from "../carbon/check-carbon";
import {
  checkNewKeys,
  checkOnKernel,
  checkServerUrl,
  checkSharedDatabases,
  unknownRelease,
} from "../check-cluster";
import type { KnownKeys } from "../known-keys";
import type { TomlTable } from "../toml-table";
import { apiManagerKeys } from "./api-manager-keys";
import type { ApiManagerSettings, GatewayEnvironment } from "./api-manager-settings";
import { apiManagerBadKeys } from "./bad-keys";
import { apiManagerReleases, findApiManagerRelease } from "./releases";
import { apiManagerServerKeys, openTables } from "./server-keys";

/** What is known of the keys of its deployment.toml. */
export const apiManagerKnownKeys: KnownKeys = {
  product: "API Manager",
  releases: apiManagerReleases,
  keys: [apiManagerKeys, apiManagerServerKeys],
  open: openTables,
  bad: apiManagerBadKeys,
};

/**
 * What is wrong with a version of API Manager and its settings. No value that may be secret is repeated.
 *
 * @param extra tables of deployment.toml that the operator adds or overrides
 * @param nodeCount how many nodes the group has
 */
export function checkApiManager(
  version: string,
  settings: ApiManagerSettings,
  extra: TomlTable = {},
  nodeCount = 2,
): Problem[] {
  const release = findApiManagerRelease(version);
  if (!release) {
    return [unknownRelease(version, apiManagerReleases)];
  }
  const problems = new Problems();
  checkOnKernel(problems, apiManagerKnownKeys, { version, kernel: release.kernel }, settings, extra);
  checkShared(problems, settings, nodeCount);
  checkEnvironments(problems, settings);
  checkAddresses(problems, settings);
  return problems.list;
}

/**
 * What is wrong with an administrator's password, without the password; undefined when nothing is. API Manager writes
 * it into the addresses of its brokers as it is (`amqp://admin:password@clientid/...`, `jndi.properties.j2`): one with
 * an @ or a / leaves gateways without throttling and without new APIs.
 */
export function checkApiManagerPassword(password: string | undefined): string | undefined {
  const problem = checkAdminPassword(password);
  if (problem !== undefined || /^[A-Za-z0-9._~!*+-]+$/.test(password ?? "")) return problem;
  return "may have letters, digits and . _ ~ ! * + - only: it becomes part of the brokers' addresses; take another password";
}

function checkShared(problems: Problems, settings: ApiManagerSettings, nodeCount: number): void {
  const { profile = "all-in-one" } = settings;
  if (profile !== "gateway") {
    const lost = "what is published on one is not known to the others";
    checkSharedDatabases(problems, settings, nodeCount, "apim_db and shared_db", lost);
  }
  problems.require(
    nodeCount <= 2 || profile !== "all-in-one",
    "nodes",
    `got ${nodeCount}; the event_duplicate_url of an all-in-one deployment is made for two nodes: take 2, or profiles`,
  );
  checkNewKeys(problems, settings.newKeys);
}

/** The templates write it into XML as it is. */
const plainText = /^[^<&]*$/;
const hostname = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/;

function checkEnvironments(problems: Problems, settings: ApiManagerSettings): void {
  const { environments, gatewayHostname } = settings;
  if (gatewayHostname !== undefined) {
    problems.matches(gatewayHostname, "gatewayHostname", hostname, "a host name in lower case");
  }
  if (!environments) return;
  problems.require(environments.length > 0, "environments", "is empty; one gateway is needed at least");
  const names = environments.map(({ name }) => name);
  for (const [index, each] of environments.entries()) {
    const at = `environments[${index}]`;
    checkEnvironment(problems, each, at);
    problems.require(names.indexOf(each.name) === index, `${at}.name`, `got ${each.name} a second time`);
  }
}

function checkEnvironment(problems: Problems, each: GatewayEnvironment, at: string): void {
  problems.matches(
    each.name,
    `${at}.name`,
    /^[A-Za-z0-9][A-Za-z0-9 _-]*$/,
    "letters, digits, space, _ and -",
  );
  if (each.hostname !== undefined) {
    problems.matches(each.hostname, `${at}.hostname`, hostname, "a host name in lower case");
  }
  for (const name of ["displayName", "description"] as const) {
    problems.matches(each[name] ?? "", `${at}.${name}`, plainText, "text without < and &");
  }
  for (const name of ["ports", "webSocketPorts", "webSubPorts"] as const) {
    for (const [kind, port] of Object.entries(each[name] ?? {})) {
      problems.integer(port, `${at}.${name}.${kind}`, 1, 65_535);
    }
  }
}

function checkAddresses(problems: Problems, settings: ApiManagerSettings): void {
  const { keyManager, devportalUrl, profile = "all-in-one", peers, corsOrigins } = settings;
  if (keyManager) {
    checkServerUrl(problems, keyManager.url, "keyManager.url");
    problems.matches(keyManager.username ?? "", "keyManager.username", plainText, "text without < and &");
  }
  if (devportalUrl !== undefined) {
    problems.matches(devportalUrl, "devportalUrl", /^https:\/\/[^\s<&]+$/, "an https:// address");
  }
  problems.require(
    peers !== undefined || (profile !== "gateway" && profile !== "traffic-manager"),
    "peers",
    `is needed by profile ${profile}: it connects to control planes`,
  );
  if (peers) {
    const at = "peers.controlPlaneHostname";
    problems.matches(peers.controlPlaneHostname, at, hostname, "a host name in lower case");
  }
  for (const [index, origin] of (corsOrigins ?? []).entries()) {
    const meaning = "an origin, https://app.example.com, or *,";
    problems.matches(origin, `corsOrigins[${index}]`, /^(\*|https?:\/\/[^\s<&/]+)$/, meaning);
  }
}
