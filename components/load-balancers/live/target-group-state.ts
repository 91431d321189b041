import type { TargetHealthDescription } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { MemberView } from "../../rolling/membership/member-view";

/**
 * A target as DescribeTargetHealth tells it; states and reasons from the API reference, `TargetHealth`.
 *
 * @returns undefined when it is not registered.
 */
export function planTargetView({ Target, TargetHealth }: TargetHealthDescription): MemberView | undefined {
  const { State = "unknown", Reason = "", Description = "" } = TargetHealth ?? {};
  if (Reason === "Target.NotRegistered") return undefined;
  // A target group may have its checks turned off; all its targets get requests then.
  const unchecked = State === "unavailable" && Reason === "Target.HealthCheckDisabled";
  const draining = State === "draining";
  const passed = State === "healthy" || unchecked;
  return {
    name: Target?.Id ?? "",
    status: State,
    admin: draining ? "drain" : "ready",
    up: passed || draining,
    checkPassed: passed,
    check: [State, Reason && `${Reason}${Description ? ` (${Description})` : ""}`].filter(Boolean).join(": "),
    requests: 0,
    downs: 0,
  };
}
