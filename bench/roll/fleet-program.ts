import * as pulumi from "@pulumi/pulumi";
import { type Balancers, type HostProvider, RollingGroup, type Workload } from "../../components";
import { balancers, type Cluster } from "../../sandbox/fleet/cluster";

/** What a size is rolled with: a start of 1 s, two checks half a second apart, no stable time. */
export const fleetSetting = { startSec: 1, checks: { rise: 2, intervalSec: 0.5 }, stableSec: 0 };

/** The program of a stack that rolls the fake product of a version over all nodes of a cluster. */
export function planFleetProgram(cluster: Cluster, version: string): () => Promise<Record<string, unknown>> {
  const hosts: HostProvider = {
    keys: cluster.nodes,
    ssh: (key) => pulumi.secret(cluster.fleet.target(key)),
    create: ({ key }) => ({
      ssh: pulumi.secret(cluster.fleet.target(key)),
      prepared: "there already",
      ready: [],
      facts: "a machine of the fleet",
    }),
  };
  const { target: _, ...distribution } = cluster.stagePlan("node1", version);
  const workload: Workload = {
    version,
    packages: [],
    distribution,
    plan: ({ key }) =>
      pulumi.secret(cluster.servicePlan(key, version, { startSec: String(fleetSetting.startSec) })),
  };
  const inFront: Balancers = {
    members: ({ key }) => pulumi.secret(balancers.map((balancer) => cluster.member(balancer, key))),
    configured: [],
  };
  return async () => {
    new RollingGroup("fleet", {
      hosts,
      workload,
      balancers: inFront,
      limits: { quietSec: 0, sessionTimeoutSec: 1, stableSec: fleetSetting.stableSec, upTimeoutSec: 60 },
    });
    return {};
  };
}
