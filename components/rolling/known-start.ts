import type { local } from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import { type DeployedGroup, findChanges } from "./deployed";

/** A node as it is wanted, and what the last deployment left. */
export interface StartFacts {
  readonly key: string;
  readonly version: string;
  readonly machine: pulumi.Input<string>;
  readonly configuration: pulumi.Output<string>;
  readonly deployed?: DeployedGroup;
}

/**
 * What the last start of a node said, which its membership hangs on.
 *
 * The command provider knows no output of a command in a preview when any input differs: a longer time limit, or a
 * plan that says more in a new version of this library. An `up` then prints again what was printed before, and nothing
 * hangs on it; but the preview would show every node leaving and joining. So a preview takes the text that the last
 * deployment kept, for a node that nothing else changes of. It hangs on the service as before, by its URN: whatever
 * replaces the service by another way, such as `--replace`, replaces the membership.
 */
export function startedOf(service: local.Command, facts: StartFacts): pulumi.Output<string> {
  const { key, version, machine, configuration, deployed } = facts;
  const before = deployed?.started?.[key];
  if (before === undefined || !pulumi.runtime.isDryRun()) return service.stdout;
  return pulumi.all([service.urn, machine, configuration]).apply(([, made, digest]) => {
    const wanted = { version, machines: { [key]: made }, configurations: { [key]: digest } };
    return findChanges([key], wanted, deployed).length === 0 ? pulumi.output(before) : service.stdout;
  });
}
