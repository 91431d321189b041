import * as pulumi from "@pulumi/pulumi";
import { lastDeployment, RollingGroup, type Workload } from "../../components";
import { ExistingHaproxies } from "../../components/hosts/existing-haproxies";
import { ExistingHosts } from "../../components/hosts/existing-hosts";
import type { InventoryHost } from "../../components/hosts/inventory";
import { servicePlans } from "../../components/nodes/plan-service";
import { balancers, type Cluster } from "../../sandbox/fleet/cluster";

/** What a size is rolled with: a start of 1 s, two checks half a second apart, no stable time. */
export const fleetSetting = { startSec: 1, checks: { rise: 2, intervalSec: 0.5 }, stableSec: 0 };

export interface FleetTarget {
  readonly version: string;
  /** All at once, as nobody is served yet. @default one after the other */
  readonly isFirst?: boolean;
}

/** The program of a stack that brings all nodes of a cluster to a version of the fake product. */
export async function deployFleet(cluster: Cluster, target: FleetTarget): Promise<Record<string, unknown>> {
  const { version, isFirst } = target;
  const last = await lastDeployment();
  const keys = pulumi.secret({ default: cluster.fleet.target("node1").privateKey, named: {} });
  const hosts = cluster.nodes.map((name) => describeHost(cluster, name));
  const haproxies = new ExistingHaproxies("fleet", {
    machines: balancers.map((name) => {
      const { socketPath } = cluster.member(name, "node1");
      return { host: describeHost(cluster, name), socketPath };
    }),
    keys,
    servers: Object.fromEntries(
      cluster.nodes.map((name) => [name, { backend: cluster.config([]).backend.name, server: name }]),
    ),
    checkOn: version,
  });
  const group = new RollingGroup("fleet", {
    hosts: new ExistingHosts({ hosts, keys }),
    workload: planWorkload(cluster, version),
    balancers: haproxies,
    strategy: "in-place",
    limits: { quietSec: 0, sessionTimeoutSec: 1, stableSec: fleetSetting.stableSec },
    ...(isFirst ? { batches: ["100%"], minHealthy: "0" } : {}),
    ...last,
  });
  return { statusPlan: group.statusPlan, deployed: group.deployed, healTokens: last.healTokens };
}

function describeHost(cluster: Cluster, name: string): InventoryHost {
  const { host: address, user, hostKey } = cluster.fleet.target(name);
  return { name, address, port: 22, user, hostKey, variables: {} };
}

function planWorkload(cluster: Cluster, version: string): Workload {
  const { target: _, ...distribution } = cluster.stagePlan("node1", version);
  const settings = { startSec: String(fleetSetting.startSec) };
  return {
    version,
    packages: [],
    ...servicePlans,
    distribution,
    plan: ({ key }) => pulumi.secret(cluster.servicePlan(key, version, settings)),
  };
}
