import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import {
  ApplicationWorkload,
  asCounted,
  ExistingHaproxies,
  ExistingHosts,
  groupOutputs,
  lastDeployment,
  planApplicationNeeds,
  RollingGroup,
} from "../components";
import { groupSettings } from "./group-settings";
import type { HostsSettings } from "./hosts-settings";
import { planApplicationOf, planServers } from "./plan-hosts";
import { readInventory } from "./read-inventory";

/** Machines and HAProxies that exist already; no AWS in it (seeds 000 and 002). */
export async function deployHosts(settings: HostsSettings): Promise<Record<string, unknown>> {
  const name = `wso2-${pulumi.getStack()}`;
  const [groups, last] = await Promise.all([readInventory(settings), lastDeployment()]);
  const hosts = groups[settings.group] ?? [];
  const balancers = groups[settings.balancerGroup] ?? [];
  const { servers } = planServers(hosts, settings.backend);

  const application = planApplicationOf(settings);
  const workload = new ApplicationWorkload({
    application,
    variables: Object.fromEntries(hosts.map(({ name: host, variables }) => [host, variables])),
  });
  const keys = pulumi.secret({ default: settings.sshPrivateKey, named: settings.sshKeys });
  const machines = new ExistingHosts({ hosts, keys });
  const haproxies = new ExistingHaproxies(name, {
    machines: balancers.map((host) => ({
      host,
      socketPath: host.variables.socket_path ?? settings.socketPath,
    })),
    keys,
    servers,
    leaveAlone: settings.leaveAlone,
    alsoCheck: hosts.map(({ name: host }) =>
      machines.ssh(host).apply((target) => ({ target, needs: planApplicationNeeds(application) })),
    ),
    // Whatever begins a roll has all of it tried first.
    checkOn: `${settings.version} ${digest({ ...application, files: application.files.map(asCounted) })}`,
  });
  const group = new RollingGroup(name, {
    hosts: machines,
    workload,
    balancers: haproxies,
    // Nobody here can replace a machine.
    strategy: "in-place",
    ...groupSettings(settings),
    ...last,
  });
  const list = (some: typeof hosts) =>
    some.map(({ name: key, address, user, port }) => ({ key, address, user, port }));
  return {
    nodes: list(hosts),
    loadBalancers: list(balancers),
    ...groupOutputs(group, last),
  };
}

function digest(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 12);
}
