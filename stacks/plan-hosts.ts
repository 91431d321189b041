import { type Application, digestOf, type InventoryHost, type Problem, type ServerName } from "../components";
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
    { backend: variables.backend ?? backend ?? "", server: variables.server ?? name },
  ]);
  return { servers: Object.fromEntries(servers), problems };
}
