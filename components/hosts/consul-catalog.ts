import { Problems } from "../validation/problems";
import type { LocatedHost, RawHost } from "./inventory";

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

/** Metadata that says how to log in; anything else becomes a variable. */
const login = {
  user: "ssh_user",
  port: "ssh_port",
  key: "ssh_key",
  hostKey: "ssh_host_key",
  jump: "ssh_jump",
};

/**
 * The hosts on which a service is registered, by their names in Consul and in their order, so that a roll
 * always takes the same way. The service's address is where the node is reached, and the node's where the
 * service has none. Metadata of the service wins over that of its node.
 */
export function readCatalog(group: string, entries: readonly CatalogEntry[], user?: string) {
  const problems = new Problems();
  const sorted = [...entries].sort((left, right) => compare(left.Node, right.Node));
  const hosts = sorted.map((entry, index): LocatedHost => {
    const at = `consul.${group}.${entry.Node}`;
    problems.require(
      sorted[index - 1]?.Node !== entry.Node,
      at,
      `is registered twice (${sorted[index - 1]?.ServiceID}, ${entry.ServiceID}); one service a node can be rolled: name a tag that tells them apart`,
    );
    return { at, host: readEntry(entry, at, problems, user) };
  });
  return { hosts, problems: problems.list };
}

/** By code point, the same on every computer. */
function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function readEntry(entry: CatalogEntry, at: string, problems: Problems, user?: string): RawHost {
  const meta = { ...entry.NodeMeta, ...entry.ServiceMeta };
  const port = meta[login.port] === undefined ? undefined : Number(meta[login.port]);
  if (port !== undefined) problems.integer(port, `${at}.${login.port}`, 1, 65535);
  const text = (name: keyof typeof login) => meta[login[name]] || undefined;
  const said = { user: text("user") ?? user, key: text("key"), hostKey: text("hostKey"), jump: text("jump") };
  return {
    name: entry.Node,
    address: entry.ServiceAddress || entry.Address,
    ...(port === undefined ? {} : { port }),
    ...Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)),
    variables: Object.fromEntries(
      // Consul's own, `consul-network-segment`, are no names of variables.
      Object.entries(meta).filter(([key]) => /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) && !isLogin(key)),
    ),
  };
}

function isLogin(key: string): boolean {
  return Object.values(login).includes(key);
}
