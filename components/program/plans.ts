import type { PairPlan } from "../failover-pair/pair-plan";
import type { HaproxyPlan } from "../haproxy/haproxy-plan";
import type { ListenerCertificatePlan } from "../load-balancers/listener-certificate-plan";
import type { NamePlan } from "../load-balancers/name-plan";
import type { LogPlan } from "../machines/logs/log-plan";
import type { MachinePlan } from "../machines/machine-plan";
import type { StageAheadPlan, StagePlan } from "../nodes/distribution";
import type { ServicePlan, StopPlan } from "../nodes/service-plan";
import type { EndPlan } from "../rolling/end-group";
import type { GatePlan } from "../rolling/gate-plan";
import type {
  BakePlan,
  ChangeStep,
  FloorsPlan,
  MembershipPlan,
  RunHooksPlan,
  StatusPlan,
} from "../rolling/membership/plans";

/**
 * The program's commands and what each is told, as JSON on its standard input. Plain values only, so that a
 * plan can be built, read and tested without Pulumi. Every plan holds an SSH key and is a secret as a whole.
 */
export interface Plans {
  readonly prepare: MachinePlan;
  readonly "ship-logs": LogPlan;
  readonly stage: StagePlan;
  readonly "stage-ahead": StageAheadPlan;
  readonly start: ServicePlan & ChangeStep;
  readonly stop: StopPlan & ChangeStep;
  readonly "set-floors": FloorsPlan;
  readonly "end-group": EndPlan;
  readonly bake: BakePlan;
  readonly gate: GatePlan;
  readonly join: MembershipPlan;
  readonly leave: MembershipPlan;
  readonly follow: MembershipPlan;
  readonly "configure-haproxy": HaproxyPlan;
  readonly "configure-pair": PairPlan;
  readonly "set-listener-certificate": ListenerCertificatePlan;
  readonly "follow-name": NamePlan;
  readonly status: StatusPlan;
  readonly repair: StatusPlan;
  readonly "check-members": StatusPlan;
  readonly "run-hooks": RunHooksPlan;
}
