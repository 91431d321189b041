import type { ServerName } from "../hosts/existing-haproxies";
import type { Inventory, InventoryHost } from "../hosts/inventory";
import { readHostsText } from "../hosts/read-hosts";
import { checkKeys } from "../hosts/ssh-target";
import { checkApplication } from "../nodes/application/check-application";
import type { Application } from "../nodes/application/plan-application";
import { checkRollingGroup } from "../rolling/check-rolling-group";
import type { Problem } from "../validation/problems";
import type { KnownClusterArgs } from "./known-args";
import { planClusterApplication } from "./plan-cluster-application";

/** What a cluster consists of, and everything that is wrong with its arguments. */
export interface ClusterPlan {
  readonly application: Application;
  readonly hosts: readonly InventoryHost[];
  readonly balancers: readonly { readonly host: InventoryHost; readonly socketPath: string }[];
  /** By node. */
  readonly servers: Readonly<Record<string, ServerName>>;
  readonly problems: readonly Problem[];
}

export function planCluster(args: KnownClusterArgs): ClusterPlan {
  const { sshUser: user = "root", sshPrivateKey, sshKeys = {}, group, balancerGroup, backend } = args;
  const { inventory, problems } = readHostsText(args.inventory, { user, keys: Object.keys(sshKeys) });
  const hosts = inventory[group] ?? [];
  const { application, problems: unclear } = planClusterApplication(args);
  const variables = Object.fromEntries(hosts.map((host) => [host.name, host.variables]));
  const { socketPath = "/run/haproxy/admin.sock" } = args;
  const balancers = (inventory[balancerGroup] ?? []).map((host) => ({
    host,
    socketPath: host.variables.socket_path ?? socketPath,
  }));
  return {
    application,
    hosts,
    balancers,
    servers: Object.fromEntries(
      hosts.map(({ name, variables: own }) => [
        name,
        { backend: own.backend ?? backend ?? "", server: own.server ?? name },
      ]),
    ),
    problems: [
      ...problems,
      ...findEmpty(args, inventory),
      ...balancers.flatMap(({ host, socketPath: path }) => checkSocket(host.name, path)),
      ...findNameless(hosts, backend),
      ...checkKeys({ default: sshPrivateKey, named: sshKeys }).map(readableKey),
      ...unclear,
      ...checkApplication(application, variables),
      ...(hosts.length > 0 ? checkRollingGroup({ ...args, keys: hosts.map(({ name }) => name) }) : []),
    ],
  };
}

function findEmpty({ group, balancerGroup }: KnownClusterArgs, inventory: Inventory): Problem[] {
  const known = Object.keys(inventory).join(", ") || "none";
  return Object.entries({ group, balancerGroup }).flatMap(([propertyPath, name]) => {
    const reason = `got ${JSON.stringify(name)}; a group with hosts is needed, there are: ${known}`;
    return inventory[name]?.length ? [] : [{ propertyPath, reason }];
  });
}

function checkSocket(name: string, path: string): Problem[] {
  const reason = `of ${name} got ${JSON.stringify(path)}; the absolute path of a command socket that is a file is needed: one that listens on TCP is open to all who reach it`;
  return path.startsWith("/") ? [] : [{ propertyPath: "socketPath", reason }];
}

function findNameless(hosts: readonly InventoryHost[], backend: string | undefined): Problem[] {
  return hosts
    .filter(({ variables }) => !variables.backend && !backend)
    .map(({ name }) => ({
      propertyPath: "backend",
      reason: `is needed and not set, as host ${name} has no variable "backend"`,
    }));
}

/** By the name that the argument has. */
function readableKey({ propertyPath, reason }: Problem): Problem {
  const path = propertyPath.replace(/^keys\.default$/, "sshPrivateKey").replace(/^keys\.named/, "sshKeys");
  return { propertyPath: path, reason };
}
