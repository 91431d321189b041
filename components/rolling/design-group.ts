import * as pulumi from "@pulumi/pulumi";
import { failOnProblems } from "../validation/fail-on-problems";
import { checkKeptMachines } from "./check-kept-machines";
import { designNode, type NodeContext, type NodeDesign } from "./create-node";
import type { DeployedGroup, WantedGroup } from "./deployed";
import { planReplaceOn } from "./plan-replace-on";
import { Strategy } from "./strategy";

/**
 * Decides what each node runs before the first one is touched. What the strategy does not allow fails here, and
 * with it all that is made from the designs. What is not known yet of one node makes no other one unknown: a
 * preview of a new node shows the others as they are.
 */
export function designGroup(context: NodeContext, deployed: DeployedGroup | undefined): NodeDesign[] {
  const { group, hosts, workload, strategy } = context;
  const { version } = workload;
  const designs = hosts.keys.map((key) => designNode(context, key));
  const allowed = machinesOf(designs).apply((machines) => {
    const problems = strategy === Strategy.inPlace ? checkKeptMachines(machines, deployed) : [];
    failOnProblems(`RollingGroup ${group}`, problems);
    return true;
  });
  return designs.map((design) => {
    const configuration = pulumi.all([design.configuration, allowed]).apply(([digest]) => digest);
    const replaceOn = configuration.apply((digest) =>
      planReplaceOn({ strategy, node: design.key, version, configuration: digest, deployed }),
    );
    return { ...design, configuration, replaceOn };
  });
}

/** What some nodes are to be, by key. */
export function wantedOf(version: string, designs: readonly NodeDesign[]): pulumi.Output<WantedGroup> {
  return pulumi
    .all([machinesOf(designs), pulumi.all(designs.map(({ configuration }) => configuration))])
    .apply(([machines, configurations]) => ({
      version,
      machines,
      configurations: byKey(designs, configurations),
    }));
}

/** By whose change each node's machine is replaced. */
export function replaceOnOf(designs: readonly NodeDesign[]): pulumi.Output<Record<string, string>> {
  return pulumi.all(designs.map(({ replaceOn }) => replaceOn)).apply((all) => byKey(designs, all));
}

function machinesOf(designs: readonly NodeDesign[]): pulumi.Output<Record<string, string>> {
  return pulumi.all(designs.map(({ machine }) => machine)).apply((all) => byKey(designs, all));
}

function byKey(designs: readonly NodeDesign[], values: readonly string[]): Record<string, string> {
  return Object.fromEntries(designs.map(({ key }, index) => [key, values[index] ?? ""]));
}
