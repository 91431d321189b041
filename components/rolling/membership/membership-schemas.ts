import {
  absolutePath,
  anyText,
  byKind,
  count,
  line,
  list,
  name,
  optional,
  record,
  type Shape,
  seconds,
  shape,
  text,
} from "../../remote/plan-shape";
import { machineCheck, target } from "../../remote/target-schemas";
import type { BalancerKind } from "../context";
import type { GatePlan } from "../gate-plan";
import { hookPlan } from "../hooks/hook-schema";
import type { NodePlan } from "../node-plan";
import type { BalancerMember } from "./balancer-member";
import type {
  BakePlan,
  BalancedBackend,
  ChangeStep,
  FloorsPlan,
  MembershipPlan,
  NodeBehind,
  RunHooksPlan,
  StatusPlan,
} from "./plans";

/** How the plans of memberships must look, for the kinds of balancers and of what runs on a node that there are. */
export function membershipShapes(kinds: readonly BalancerKind[], service: Shape<NodePlan>) {
  const member: Shape<BalancerMember> = byKind<BalancerMember>(
    Object.fromEntries(kinds.map((each) => [each.kind, each.shape])),
  );
  const membership = shape<MembershipPlan>({
    node: name,
    group: optional(name),
    members: list(member),
    floor: shape({ maxUnavailable: count, minHealthy: optional(count) }),
    drain: shape({
      quietSec: seconds,
      sessionTimeoutSec: seconds,
      inFlightTimeoutSec: seconds,
      shutdownSessionsAfterSec: optional(seconds),
    }),
    join: shape({ upTimeoutSec: seconds, stableSec: seconds }),
    leaseSec: optional(seconds),
    restart: optional(service),
    before: optional(hookPlan),
    progress: optional(line),
    balances: optional(
      shape<BalancedBackend>({
        ssh: target,
        socketPath: absolutePath,
        backend: name,
        further: optional(list(name)),
        peers: list(shape({ ssh: target, socketPath: absolutePath })),
      }),
    ),
    behind: optional(list(shape<NodeBehind>({ node: name, own: member, peers: list(member) }))),
  });
  const nodes = list(shape({ node: name, members: list(member) }));
  const step = shape<ChangeStep>({ members: optional(list(member)), leave: optional(membership) });
  return {
    member,
    membership,
    nodes: shape<StatusPlan>({ nodes, machines: optional(list(machineCheck)) }),
    floors: shape<FloorsPlan>({
      group: name,
      members: list(member),
      policy: shape({
        group: optional(name),
        minHealthy: optional(count),
        maxUnavailable: record(count),
        shutdownSessionsAfterSec: optional(seconds),
        balancersOut: optional(list(name)),
      }),
    }),
    bake: shape<BakePlan>({ nodes, bakeSec: seconds }),
    runHooks: ((value, at) => ({
      ...hookPlan(value, at),
      ...shape<Pick<RunHooksPlan, "between">>({ between: optional(nodes) })(value, at),
    })) satisfies Shape<RunHooksPlan>,
    gate: shape<GatePlan>({
      batch: count,
      nodes: list(name),
      rollId: name,
      approved: optional(anyText),
      approveWith: text,
      later: nodes,
    }),
    /** A plan of a step between leave and join. */
    changeStep:
      <T extends object>(plan: Shape<T>): Shape<T & ChangeStep> =>
      (value, at) => ({ ...plan(value, at), ...step(value, at) }),
  };
}
