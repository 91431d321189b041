import type { InstanceState } from "@aws-sdk/client-elastic-load-balancing";
import type { MemberView } from "../../rolling/membership/member-view";

/** Descriptions of an instance's state, from the API reference of the classic ELB, `InstanceState`. */
const deregistering = "Instance deregistration currently in progress";
const notRegistered = "Instance is not currently registered with the LoadBalancer";

/**
 * An instance as DescribeInstanceHealth tells it. While it drains it is still called InService; only the
 * description says that it is leaving.
 *
 * @returns undefined when it is not registered and nothing of it is draining.
 */
export function planInstanceView({
  InstanceId = "",
  State = "Unknown",
  ReasonCode = "N/A",
  Description = "N/A",
}: InstanceState): MemberView | undefined {
  if (Description.includes(notRegistered)) return undefined;
  const draining = Description.includes(deregistering);
  const up = State === "InService";
  const reason = [ReasonCode, Description].filter((text) => text !== "N/A").join(": ");
  return {
    name: InstanceId,
    status: draining ? "draining" : State,
    admin: draining ? "drain" : "ready",
    up,
    checkPassed: up && !draining,
    check: up && !draining ? State : reason,
    requests: 0,
    downs: 0,
  };
}
