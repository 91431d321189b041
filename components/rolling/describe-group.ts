import * as pulumi from "@pulumi/pulumi";
import type { NodeService } from "./create-node";
import type { WantedGroup } from "./deployed";
import type { StatusPlan } from "./membership/plans";
import { planRoll, type RollFacts, type RollPlan } from "./plan-roll";

/** What `status` and `repair` read; secret. */
export function statusOf(nodes: readonly NodeService[]): pulumi.Output<StatusPlan> {
  const members = pulumi.all(nodes.map((node) => node.members));
  return pulumi.secret(
    members.apply((all) => ({
      nodes: nodes.map(({ key }, index) => ({ node: key, members: all[index] ?? [] })),
    })),
  );
}

/** How long each node took to be ready, by what its start said at its end. */
export function startSecOf(nodes: readonly NodeService[]): pulumi.Output<Record<string, number>> {
  return pulumi.all(nodes.map(({ started }) => started)).apply((all) =>
    Object.fromEntries(
      nodes.flatMap(({ key }, index) => {
        const seconds = readStartSec(all[index] ?? "");
        return seconds === undefined ? [] : [[key, seconds]];
      }),
    ),
  );
}

/** What the last start of each node said. */
export function startedTextsOf(nodes: readonly NodeService[]): pulumi.Output<Record<string, string>> {
  return pulumi
    .all(nodes.map(({ started }) => started))
    .apply((all) => Object.fromEntries(nodes.map(({ key }, index) => [key, all[index] ?? ""])));
}

/** From the last line of a `start`; before 0.2.0 it was JSON, and such a line stands in a state until the next roll. */
export function readStartSec(stdout: string): number | undefined {
  const seconds = /(?:"readyAfterSec":|ready after )([\d.]+)/.exec(stdout)?.[1];
  return seconds === undefined ? undefined : Number(seconds);
}

/** How a group is rolled, whatever changes. */
export type RollShape = Omit<RollFacts, "wanted" | "before">;

/** How a change of every node goes: the same before and after a roll, so that no preview shows it as a change. */
export function fullRollOf(
  shape: RollShape,
  wanted: pulumi.Output<WantedGroup>,
  startSec: pulumi.Output<Record<string, number>>,
): pulumi.Output<RollPlan> {
  return pulumi
    .all([wanted, startSec])
    .apply(([group, times]) =>
      planRoll({ ...shape, wanted: group, before: { ...group, version: "", startSec: times } }),
    );
}
