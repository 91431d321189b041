import type * as pulumi from "@pulumi/pulumi";
import type { Hook } from "./hooks/hook-plan";
import type { StatusPlan } from "./membership/plans";
import { createRollCommand } from "./roll-command";

/** Hooks around a batch or around the whole roll. */
export interface HookPoint {
  readonly parent: pulumi.Resource;
  /** `wso2-prod-batch1-before` */
  readonly name: string;
  /** For messages: `batch 1`. */
  readonly label: string;
  readonly hooks: readonly Hook[] | undefined;
  readonly version: string;
  /** Of what is changed there; another one runs the hooks again. */
  readonly cause: pulumi.Output<string>;
  readonly after: pulumi.Resource[];
  /** Secret; nodes that are back by then, while the run goes on to others. @default none */
  readonly between?: pulumi.Output<StatusPlan["nodes"]>;
}

/** @returns what comes next waits for; `after` itself where there are no hooks */
export function createHooks(point: HookPoint): pulumi.Resource[] {
  const { parent, name, label, hooks = [], version, cause, after, between } = point;
  if (hooks.length === 0) return after;
  const command = createRollCommand(
    name,
    {
      create: "run-hooks",
      plan: {
        ...{ hooks, context: { label, environment: { WSO2_VERSION: version } } },
        ...(between ? { between } : {}),
      },
      triggers: [cause],
    },
    { parent, dependsOn: after },
  );
  return [command];
}
