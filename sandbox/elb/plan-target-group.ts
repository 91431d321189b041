import { UnsupportedElbError } from "./elb-description";
import type { ElbHealthCheck, ElbMember } from "./elb-model";
import type { TargetGroupDescription } from "./read-target-balancers";
import type { TargetGroupModel } from "./target-model";

type Protocol = TargetGroupModel["protocol"];

const protocols: readonly string[] = ["HTTP", "HTTPS", "TCP", "TLS"];
const algorithms: Readonly<Record<string, TargetGroupModel["algorithm"]>> = {
  round_robin: "roundrobin",
  least_outstanding_requests: "leastconn",
  weighted_random: "random",
};

/**
 * The plain model of a target group. Registered instances without an address (terminated ones) are left out.
 *
 * @param balancer What its load balancer says, where the group leaves it to that.
 * @throws UnsupportedElbError for what the data plane can't stand for.
 */
export function planTargetGroup(
  { group, attributes, targets }: TargetGroupDescription,
  instances: ReadonlyMap<string, Omit<ElbMember, "instanceId">>,
  balancer: { readonly isNetwork: boolean; readonly crossZone: boolean },
): TargetGroupModel {
  const { TargetGroupName: name = "", TargetGroupArn: arn = "", Protocol: protocol = "", Port = 0 } = group;
  if (!protocols.includes(protocol) || group.TargetType === "lambda" || group.TargetType === "alb") {
    const what = `${protocol || "no protocol"} and targets of type ${group.TargetType}`;
    throw new UnsupportedElbError(`target group ${name} has ${what}, which the sandbox doesn't know`);
  }
  const places = targets.flatMap(({ Id: instanceId = "", Port: port = Port }) => {
    const place = group.TargetType === "ip" ? { address: instanceId, zone: "" } : instances.get(instanceId);
    return place ? [{ instanceId, ...place, port }] : [];
  });
  const crossZone = attributes["load_balancing.cross_zone.enabled"] ?? "use_load_balancer_configuration";
  const algorithm = attributes["load_balancing.algorithm.type"] ?? "round_robin";
  return {
    ...{ arn, name, protocol: protocol as Protocol },
    check: planCheck(group),
    targets: places.sort((a, b) => a.instanceId.localeCompare(b.instanceId)),
    ...planStickiness(attributes),
    algorithm: balancer.isNetwork ? "random" : (algorithms[algorithm] ?? "roundrobin"),
    crossZone: crossZone.startsWith("use_") ? balancer.crossZone : crossZone === "true",
    slowStartSec: Number(attributes["slow_start.duration_seconds"] ?? 0),
    deregistrationDelaySec: Number(attributes["deregistration_delay.timeout_seconds"] ?? 300),
    cuts: !balancer.isNetwork || attributes["deregistration_delay.connection_termination.enabled"] === "true",
    proxyProtocol: attributes["proxy_protocol_v2.enabled"] === "true",
  };
}

function planCheck(group: TargetGroupDescription["group"]): TargetGroupModel["check"] {
  const port = group.HealthCheckPort ?? "traffic-port";
  return {
    protocol: (group.HealthCheckProtocol ?? "HTTP") as ElbHealthCheck["protocol"],
    ...(port === "traffic-port" ? {} : { port: Number(port) }),
    path: group.HealthCheckPath ?? "/",
    codes: group.Matcher?.HttpCode ?? "200",
    intervalSec: group.HealthCheckIntervalSeconds ?? 30,
    timeoutSec: group.HealthCheckTimeoutSeconds ?? 5,
    healthyThreshold: group.HealthyThresholdCount ?? 5,
    unhealthyThreshold: group.UnhealthyThresholdCount ?? 2,
  };
}

function planStickiness(attributes: Readonly<Record<string, string>>): Pick<TargetGroupModel, "stickiness"> {
  if (attributes["stickiness.enabled"] !== "true") return {};
  const type = (attributes["stickiness.type"] ?? "lb_cookie") as "app_cookie" | "lb_cookie" | "source_ip";
  const cookie = attributes["stickiness.app_cookie.cookie_name"] ?? "";
  const sec = Number(attributes[`stickiness.${type}.duration_seconds`] ?? 86_400);
  return { stickiness: { type, cookie, sec } };
}
