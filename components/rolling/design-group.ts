import * as pulumi from "@pulumi/pulumi";
import { failOnProblems } from "../validation/fail-on-problems";
import { checkKeptMachines } from "./check-kept-machines";
import { designNode, type NodeContext, type NodeDesign } from "./create-node";
import type { DeployedGroup, WantedGroup } from "./deployed";
import { Strategy } from "./strategy";

/** What all nodes are to be. */
export interface GroupDesign {
  readonly designs: ReadonlyMap<string, NodeDesign>;
  readonly wanted: pulumi.Output<WantedGroup>;
}

/**
 * Decides what each node runs before the first one is touched. What is not allowed fails here, and with it all
 * that is made from the designs.
 */
export function designGroup(context: NodeContext, deployed: DeployedGroup | undefined): GroupDesign {
  const { group, hosts, workload, strategy } = context;
  const designs = hosts.keys.map((key) => designNode(context, key));
  const wanted = wantedOf(workload.version, designs).apply((all) => {
    if (strategy === Strategy.inPlace)
      failOnProblems(`RollingGroup ${group}`, checkKeptMachines(all, deployed));
    return all;
  });
  const checked = designs.map((design): [string, NodeDesign] => [
    design.key,
    { ...design, configuration: wanted.apply(({ configurations }) => configurations[design.key] ?? "") },
  ]);
  return { designs: new Map(checked), wanted };
}

/** What the nodes are to be, by key. */
function wantedOf(version: string, designs: readonly NodeDesign[]): pulumi.Output<WantedGroup> {
  const byKey = <T>(values: readonly T[]) =>
    Object.fromEntries(designs.map(({ key }, index) => [key, values[index] as T]));
  return pulumi
    .all([
      pulumi.all(designs.map(({ machine }) => machine)),
      pulumi.all(designs.map(({ configuration }) => configuration)),
    ])
    .apply(([machines, configurations]) => ({
      version,
      machines: byKey(machines),
      configurations: byKey(configurations),
    }));
}
