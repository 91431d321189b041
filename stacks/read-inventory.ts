import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import {
  failOnProblems,
  type Inventory,
  type InventoryHost,
  KnownHosts,
  type Problem,
  readHosts,
} from "../components";
import { checkRoll } from "./check-roll";
import type { HostsSettings } from "./hosts-settings";
import { planServers } from "./plan-hosts";

/**
 * Relative paths are meant from the project's folder. The sandbox's engine works in a copy of it and has the
 * program run in the folder itself.
 */
function readText(key: string, path: string): string {
  // Set as text: what the file would say.
  if (/[\n\r]|^\s*[{[]/.test(path)) return path;
  const candidates = [pulumi.runtime.getRootDirectory(), process.cwd()].map((from) => resolve(from, path));
  try {
    return readFileSync(candidates.find((each) => existsSync(each)) ?? path, "utf8");
  } catch (error) {
    const reason = `got ${JSON.stringify(path)}; ${(error as Error).message}`;
    failOnProblems("Configuration of this stack", [{ propertyPath: `wso2:${key}`, reason }]);
    throw error;
  }
}

/**
 * All machines that the configuration names, by group.
 * @throws Error that names everything that is wrong with them.
 */
export async function readInventory(settings: HostsSettings): Promise<Inventory> {
  const { inventory, consul, consulToken, knownHosts, sshUser, sshKeys, proxyCommand } = settings;
  const known = knownHosts === undefined ? undefined : new KnownHosts(readText("knownHosts", knownHosts));
  const { inventory: groups, problems } = await readHosts(
    {
      inventory: typeof inventory === "string" ? readText("inventory", inventory) : inventory,
      consul: consul && { ...consul, token: consulToken },
    },
    { user: sshUser, proxyCommand, knownHosts: known, keys: Object.keys(sshKeys) },
  );
  const { problems: servers } = planServers(groups[settings.group] ?? [], settings.backend);
  const sockets = findSockets(groups[settings.balancerGroup] ?? []);
  const names = (groups[settings.group] ?? []).map(({ name }) => name);
  const roll = names.length > 0 ? checkRoll(settings, names) : [];
  const all = [...problems, ...findMissing(settings, groups), ...servers, ...sockets, ...roll];
  failOnProblems("Machines of this stack", all);
  return groups;
}

function findSockets(balancers: readonly InventoryHost[]): Problem[] {
  return balancers.flatMap(({ name, variables: { socket_path: path } }) => {
    const reason = `of ${name} is no absolute path; the command socket that is a file is needed (\`stats socket /run/haproxy/admin.sock mode 660 level admin\`): one that listens on TCP is open to all who reach it`;
    return path === undefined || path.startsWith("/") ? [] : [{ propertyPath: "socket_path", reason }];
  });
}

function findMissing({ group, balancerGroup }: HostsSettings, groups: Inventory): Problem[] {
  const known = Object.keys(groups).join(", ") || "none";
  return [
    ["group", group],
    ["balancerGroup", balancerGroup],
  ].flatMap(([key = "", name = ""]) => {
    const reason = `got ${JSON.stringify(name)}; a group with hosts is needed, there are: ${known}`;
    return (groups[name]?.length ?? 0) > 0 ? [] : [{ propertyPath: `wso2:${key}`, reason }];
  });
}
