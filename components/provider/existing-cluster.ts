import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { ExistingHaproxies } from "../hosts/existing-haproxies";
import { ExistingHosts } from "../hosts/existing-hosts";
import { ApplicationWorkload } from "../nodes/application/application-workload";
import { asCounted } from "../nodes/changed-file";
import { planApplicationNeeds } from "../nodes/plan-machine-needs";
import type { LastDeployment } from "../program/last-deployment";
import { groupOutputs } from "../rolling/group-outputs";
import { RollingGroup } from "../rolling/rolling-group";
import { Strategy } from "../rolling/strategy";
import { failOnProblems } from "../validation/fail-on-problems";
import type { ExistingClusterArgs } from "./existing-cluster-args";
import type { KnownClusterArgs } from "./known-args";
import { planCluster } from "./plan-cluster";

const nothingYet: LastDeployment = { first: [], healTokens: {} };

/**
 * An application on machines that exist already, behind HAProxies that exist already: each node leaves the balancers,
 * is changed, proves itself healthy and comes back, batch by batch. It is for programs in other languages; one in
 * TypeScript puts `ExistingHosts`, `ExistingHaproxies`, `ApplicationWorkload` and `RollingGroup` together itself.
 *
 * Give `kept` out as an output of the stack, called as this resource is: the next roll reads it there.
 */
export class ExistingCluster extends pulumi.ComponentResource {
  /** The nodes, in the order of the inventory. */
  readonly nodes: pulumi.Output<string[]>;
  /** How a change of every node would go, in a line. */
  readonly rollPlan: pulumi.Output<string>;
  /** What the next roll, and `pulumi-wso2`, must know of this one; secret. */
  // biome-ignore lint/suspicious/noExplicitAny: the SDK's analyzer knows no other name for a value of any shape
  readonly kept: pulumi.Output<any>;

  /**
   * @param last what the stack's output of this name says; the provider reads it
   * @throws pulumi.InputPropertiesError before anything is registered.
   */
  constructor(
    name: string,
    args: ExistingClusterArgs,
    opts?: pulumi.ComponentResourceOptions,
    last: LastDeployment = nothingYet,
  ) {
    const known = args as KnownClusterArgs;
    const { application, hosts, balancers, servers, problems } = planCluster(known);
    failOnProblems(`ExistingCluster ${name}`, problems);
    super("wso2:index:ExistingCluster", name, {}, opts);
    const within = { parent: this };
    const keys = pulumi.secret({ default: known.sshPrivateKey, named: known.sshKeys ?? {} });
    const machines = new ExistingHosts({ hosts, keys });
    const haproxies = new ExistingHaproxies(
      name,
      {
        ...{ machines: balancers, keys, servers, leaveAlone: known.leaveAlone },
        alsoCheck: hosts.map(({ name: host }) =>
          machines.ssh(host).apply((target) => ({ target, needs: planApplicationNeeds(application) })),
        ),
        // Whatever begins a roll has all of it tried first.
        checkOn: `${known.version} ${digest({ ...application, files: application.files.map(asCounted) })}`,
      },
      within,
    );
    const { batches, minHealthy, limits, pauseAfterBatch, approvedRoll, balancersOut } = known;
    const group = new RollingGroup(
      name,
      {
        hosts: machines,
        workload: new ApplicationWorkload({
          application,
          variables: Object.fromEntries(hosts.map((host) => [host.name, host.variables])),
        }),
        balancers: haproxies,
        // Nobody here can replace a machine.
        strategy: Strategy.inPlace,
        ...{ batches, minHealthy, limits, pauseAfterBatch, approvedRoll, balancersOut },
        ...{ deployed: last.deployed, first: last.first, healTokens: last.healTokens },
      },
      within,
    );
    const outputs = groupOutputs(group, last);
    this.nodes = pulumi.output(hosts.map((host) => host.name));
    this.rollPlan = outputs.rollPlan;
    this.kept = pulumi.secret(outputs);
    this.registerOutputs({ nodes: this.nodes, rollPlan: this.rollPlan, kept: this.kept });
  }
}

function digest(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 12);
}
