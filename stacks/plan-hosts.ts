import {
  type Application,
  addressMeaning,
  digestOf,
  type InventoryHost,
  type Problem,
  readAddress,
  type ServerName,
} from "../components";
import type { HostsSettings } from "./hosts-settings";
import { packDigest } from "./pack-settings";

/** Limit for a node to fetch or be sent a distribution and to unpack it. */
const stageTimeoutSec = 1800;

/** The application that the configuration describes. */
export function planApplicationOf(settings: HostsSettings): Application {
  const { version, services, link, files, changeScript, readiness, ports, logPath } = settings;
  const distribution = planDistribution(settings);
  return {
    version,
    services,
    ...(distribution ? { distribution } : {}),
    ...(link ? { link } : {}),
    files,
    ...(changeScript ? { script: { text: changeScript, timeoutSec: settings.changeTimeoutSec } } : {}),
    readiness,
    ports,
    ...(logPath ? { logPath } : {}),
  };
}

function planDistribution(settings: HostsSettings): Application["distribution"] {
  const { version, pack, packFolder, directory, owner } = settings;
  if (!pack || !packFolder) return undefined;
  return {
    source: pack.replaceAll("{version}", version),
    ...digestOf(packDigest(settings, version)),
    name: packFolder.replaceAll("{version}", version),
    directory,
    owner,
    timeoutSec: stageTimeoutSec,
  };
}

/**
 * How HAProxy's configuration names each host: variables `backend` and `server`, else the backend of all and
 * the host's own name.
 */
export function planServers(
  hosts: readonly InventoryHost[],
  backend: string | undefined,
): { servers: Record<string, ServerName>; problems: Problem[] } {
  const problems = hosts
    .filter(({ variables }) => !variables.backend && !backend)
    .map(({ name }) => ({
      propertyPath: "wso2:backend",
      reason: `is needed and not set, as host ${name} has no variable "backend"`,
    }));
  const servers = hosts.map(({ name, variables }): [string, ServerName] => [
    name,
    {
      backend: variables.backend ?? backend ?? "",
      server: variables.server ?? name,
      ...(variables.server_address ? { serverAddress: variables.server_address } : {}),
    },
  ]);
  return {
    servers: Object.fromEntries(servers),
    problems: [...problems, ...findShared(servers), ...findNoAddress(hosts)],
  };
}

/** One would be drained, and both be stopped in their turns. */
function findShared(servers: readonly (readonly [string, ServerName])[]): Problem[] {
  return servers.flatMap(([name, { backend, server }], index) => {
    const first = servers
      .slice(0, index)
      .find(([, each]) => each.backend === backend && each.server === server);
    const reason = `is ${backend}/${server} for ${first?.[0]} and for ${name}; each node needs a server line of its own`;
    return first ? [{ propertyPath: "variable server", reason }] : [];
  });
}

function findNoAddress(hosts: readonly InventoryHost[]): Problem[] {
  return hosts.flatMap(({ name, variables: { server_address: given } }) => {
    const reason = `got ${JSON.stringify(given)} for ${name}; ${addressMeaning} is needed`;
    return given === undefined || readAddress(given)
      ? []
      : [{ propertyPath: "variable server_address", reason }];
  });
}
