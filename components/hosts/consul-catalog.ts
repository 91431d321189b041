import { nameRules } from "../validation/names";
import { Problems } from "../validation/problems";
import type { LocatedHost } from "./inventory";
import { type LoginTexts, readLogin } from "./read-login";

/** One instance in the answer of `/v1/catalog/service/<name>` (Consul's HTTP API). */
export interface CatalogEntry {
  readonly Node: string;
  readonly Address: string;
  readonly ServiceID: string;
  readonly ServiceAddress: string;
  readonly ServicePort: number;
  readonly NodeMeta?: Readonly<Record<string, string>> | null;
  readonly ServiceMeta?: Readonly<Record<string, string>> | null;
}

/** What is known of the question beside the answer. */
export interface CatalogQuery {
  readonly service?: string;
  readonly user?: string;
}

/**
 * Metadata that says how to log in; anything else becomes a variable. No ProxyCommand: whoever may register a
 * service would run commands where `pulumi up` runs.
 */
const login = {
  user: "ssh_user",
  port: "ssh_port",
  key: "ssh_key",
  hostKey: "ssh_host_key",
  jump: "ssh_jump",
} as const;
const loginKeys: readonly string[] = Object.values(login);

/** Variables that this project reads itself: one that is nearly called so is a mistake. */
const ownVariables = ["backend", "server", "socket_path"];

/**
 * The hosts on which a service is registered, by their names in Consul and in their order, so that a roll
 * always takes the same way. The service's address is where the node is reached, and the node's where the
 * service has none. Metadata of the service wins over that of its node.
 */
export function readCatalog(group: string, entries: readonly CatalogEntry[], query: CatalogQuery = {}) {
  const problems = new Problems();
  const sorted = [...entries].sort((left, right) => compare(left.Node, right.Node));
  const hosts = sorted.map((entry, index): LocatedHost => {
    const at = `consul.${group}.${entry.Node}`;
    problems.require(
      sorted[index - 1]?.Node !== entry.Node,
      at,
      `is registered twice (${sorted[index - 1]?.ServiceID}, ${entry.ServiceID}); one service a node can be rolled: name a tag that tells them apart`,
    );
    return readEntry(entry, at, problems, query);
  });
  return { hosts, problems: problems.list };
}

/** By code point, the same on every computer. */
function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function readEntry(
  entry: CatalogEntry,
  at: string,
  problems: Problems,
  { service = entry.ServiceID, user }: CatalogQuery,
): LocatedHost {
  const name = entry.Node;
  const address = entry.ServiceAddress || entry.Address;
  problems.matches(name, at, nameRules.name.pattern, nameRules.name.meaning);
  const meta = { ...entry.NodeMeta, ...entry.ServiceMeta };
  for (const key of Object.keys(meta)) {
    const meant = [...loginKeys, ...ownVariables].find(
      (each) => each === key.toLowerCase().replaceAll("-", "_"),
    );
    const isUnknown = (key.startsWith("ssh_") && !loginKeys.includes(key)) || (meant && meant !== key);
    problems.require(
      !isUnknown,
      `${at}.${key}`,
      `is metadata of service ${service} or its node that is not known here; ${meant ? `${meant} is meant` : `known are ${loginKeys.join(", ")}`}`,
    );
  }
  const said: LoginTexts = {
    ...(user === undefined ? {} : { user }),
    ...Object.fromEntries(
      Object.entries(login).flatMap(([key, named]) =>
        meta[named] === undefined ? [] : [[key, meta[named]]],
      ),
    ),
    address,
  };
  const places: Readonly<Record<string, string>> = { ...login, address: "Address" };
  const place = (key: keyof LoginTexts) => `${at}.${places[key] ?? key}`;
  const read = readLogin(said, place, problems);
  const host = {
    name,
    ...read,
    address: read.address ?? address,
    variables: Object.fromEntries(
      // Consul's own, `consul-network-segment`, are no names of variables.
      Object.entries(meta).filter(
        ([key]) => nameRules.variable.pattern.test(key) && !loginKeys.includes(key),
      ),
    ),
  };
  return { at, host, hostKeyFrom: `Consul (ssh_host_key of service ${service} or its node)` };
}
