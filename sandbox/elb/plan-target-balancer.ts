import type { Action, Rule, RuleCondition } from "@aws-sdk/client-elastic-load-balancing-v2";
import { UnsupportedElbError } from "./elb-description";
import type { ElbMember } from "./elb-model";
import { planTargetGroup } from "./plan-target-group";
import type {
  ListenerDescription,
  TargetBalancerDescription,
  TargetGroupDescription,
} from "./read-target-balancers";
import type { TargetAction, TargetBalancerModel, TargetListener, TargetRule } from "./target-model";

/**
 * The plain model of an application or network load balancer.
 *
 * @throws UnsupportedElbError for what the data plane can't stand for.
 */
export function planTargetBalancer(
  { balancer, attributes, listeners }: TargetBalancerDescription,
  groups: readonly TargetGroupDescription[],
  instances: ReadonlyMap<string, Omit<ElbMember, "instanceId">>,
): TargetBalancerModel {
  const { LoadBalancerName: name = "", Type: kind } = balancer;
  if (kind !== "application" && kind !== "network") {
    throw new UnsupportedElbError(
      `${name}: a load balancer of type ${kind} is nothing that the sandbox knows`,
    );
  }
  const isNetwork = kind === "network";
  const crossZone = !isNetwork || attributes["load_balancing.cross_zone.enabled"] === "true";
  const planned = listeners.map((each) => planListener(name, each)).sort((a, b) => a.port - b.port);
  const actions = planned.flatMap(({ rules }) => rules.map(({ action }) => action));
  const used = new Set(actions.flatMap((action) => (action.type === "forward" ? [action.groupArn] : [])));
  return {
    kind,
    name,
    dnsName: balancer.DNSName ?? "",
    subnetIds: (balancer.AvailabilityZones ?? []).map(({ SubnetId = "" }) => SubnetId),
    idleTimeoutSec: Number(attributes["idle_timeout.timeout_seconds"] ?? 60),
    listeners: planned,
    groups: groups
      .filter(({ group }) => used.has(group.TargetGroupArn ?? ""))
      .map((each) => planTargetGroup(each, instances, { isNetwork, crossZone })),
  };
}

function planListener(name: string, description: ListenerDescription): TargetListener {
  const { listener, attributes, certificates, rules } = description;
  const first = listener.Certificates?.[0]?.CertificateArn;
  const further = certificates.flatMap(({ CertificateArn }) => CertificateArn ?? []);
  const where = `${name}: listener ${listener.Port}`;
  return {
    port: listener.Port ?? 0,
    protocol: listener.Protocol as TargetListener["protocol"],
    certificateArns: [...new Set([...(first ? [first] : []), ...further])],
    minTls: planMinTls(listener.SslPolicy ?? ""),
    rules: [...rules].sort(byPriority).map((rule) => planRule(where, rule)),
    idleTimeoutSec: Number(attributes["tcp.idle_timeout.seconds"] ?? 350),
  };
}

/** The newer policies say it in their names: `TLS13-1-2` takes 1.3 and 1.2, `TLS13-1-3` takes 1.3 alone. */
function planMinTls(policy: string): TargetListener["minTls"] {
  const [, version] = /TLS(?:13)?-1-([0-3])/.exec(policy) ?? [];
  return `TLSv1.${version ?? "0"}` as TargetListener["minTls"];
}

function byPriority(one: Rule, other: Rule): number {
  const at = ({ Priority }: Rule) => (Priority === "default" ? Number.POSITIVE_INFINITY : Number(Priority));
  return at(one) - at(other);
}

function planRule(where: string, { Conditions = [], Actions = [] }: Rule): TargetRule {
  const [action, ...more] = Actions;
  if (!action || more.length > 0) {
    throw new UnsupportedElbError(
      `${where} has a rule with ${Actions.length} actions; the sandbox knows one`,
    );
  }
  return {
    conditions: Conditions.map((each) => planCondition(where, each)),
    action: planAction(where, action),
  };
}

function planCondition(where: string, condition: RuleCondition): TargetRule["conditions"][number] {
  const { Field: field, Values, HostHeaderConfig, PathPatternConfig } = condition;
  if (field !== "host-header" && field !== "path-pattern") {
    throw new UnsupportedElbError(
      `${where} has a rule by ${field}; the sandbox knows host-header and path-pattern`,
    );
  }
  return { field, patterns: Values ?? (HostHeaderConfig ?? PathPatternConfig)?.Values ?? [] };
}

function planAction(where: string, action: Action): TargetAction {
  const { Type, TargetGroupArn, ForwardConfig, RedirectConfig: to, FixedResponseConfig: fixed } = action;
  const groups = ForwardConfig?.TargetGroups ?? [];
  const groupArn = TargetGroupArn ?? groups[0]?.TargetGroupArn;
  if (Type === "forward" && groupArn && groups.length <= 1) return { type: "forward", groupArn };
  if (Type === "redirect" && to) {
    const {
      Protocol = "#{protocol}",
      Host = "#{host}",
      Port = "#{port}",
      Path = "/#{path}",
      Query = "#{query}",
    } = to;
    const location = `${Protocol.toLowerCase()}://${Host}:${Port}${Path}${Query === "" ? "" : `?${Query}`}`;
    return { type: "redirect", code: to.StatusCode === "HTTP_302" ? "302" : "301", location };
  }
  if (Type === "fixed-response" && fixed) {
    const {
      StatusCode: code = "503",
      ContentType: contentType = "text/plain",
      MessageBody: body = "",
    } = fixed;
    return { type: "fixed-response", code, contentType, body };
  }
  throw new UnsupportedElbError(
    `${where} has an action ${Type}, which the sandbox doesn't know in this form`,
  );
}
