import { planWeights } from "./plan-weights";
import { elbCookieExpression, elbCookieValue } from "./sticky-cookie";
import type { TargetGroupModel } from "./target-model";

export function groupHealthBackend({ name }: Pick<TargetGroupModel, "name">): string {
  return `health_${name}`;
}

export function groupBackend({ name }: Pick<TargetGroupModel, "name">): string {
  return `group_${name}`;
}

/** The first of the cookies that an application load balancer has for an application's own. */
const appCookie = "AWSALBAPP-0";
const ownCookie = "AWSALB";

/** The backend that checks a group's targets. No certificate of a target is verified, as there. */
export function renderGroupHealth(group: TargetGroupModel): string[] {
  const { check, targets, proxyProtocol } = group;
  const isHttp = check.protocol === "HTTP" || check.protocol === "HTTPS";
  const pace = `check inter ${check.intervalSec}s rise ${check.healthyThreshold} fall ${check.unhealthyThreshold}`;
  const tls = check.protocol === "HTTPS" || check.protocol === "SSL" ? " check-ssl verify none" : "";
  // With the PROXY protocol the checks begin with its header too.
  const proxy = proxyProtocol ? " check-send-proxy" : "";
  const how = isHttp
    ? [
        "option httpchk",
        `http-check send meth GET uri ${check.path ?? "/"} ver HTTP/1.1 hdr Host %[srv_name] hdr User-Agent ELB-HealthChecker/2.0`,
        `http-check expect status ${check.codes}`,
      ]
    : ["option tcp-check"];
  const servers = targets.map(
    ({ instanceId, address, port }) =>
      `server ${instanceId} ${address}:${check.port ?? port} ${pace}${tls}${proxy}`,
  );
  const lines = [`mode ${isHttp ? "http" : "tcp"}`, `timeout check ${check.timeoutSec}s`, ...how, ...servers];
  return [`backend ${groupHealthBackend(group)}`, ...lines.map((line) => `    ${line}`), ""];
}

/** The backend that sends requests, or connections, to a group's targets. */
export function renderGroup(group: TargetGroupModel, kind: "application" | "network"): string[] {
  const { targets, protocol, crossZone, proxyProtocol, slowStartSec, stickiness } = group;
  const weights = planWeights(targets, crossZone);
  const tls = protocol === "HTTPS" || protocol === "TLS" ? " ssl verify none" : "";
  const slow = slowStartSec > 0 ? ` slowstart ${slowStartSec}s` : "";
  const proxy = proxyProtocol ? " send-proxy-v2" : "";
  const hasCookie = stickiness !== undefined && stickiness.type !== "source_ip";
  const servers = targets.map(({ instanceId, address, port }) => {
    const cookie = hasCookie ? ` cookie ${elbCookieValue(instanceId)}` : "";
    const weight = weights.get(instanceId) ?? 1;
    const health = `track ${groupHealthBackend(group)}/${instanceId}`;
    return `server ${instanceId} ${address}:${port} ${health} weight ${weight}${slow}${cookie}${tls}${proxy}`;
  });
  const lines =
    kind === "application"
      ? [`balance ${group.algorithm}`, "http-reuse always", ...renderCookie(stickiness)]
      : [`mode tcp`, `balance ${stickiness?.type === "source_ip" ? "source" : "random"}`];
  return [`backend ${groupBackend(group)}`, ...[...lines, ...servers].map((line) => `    ${line}`), ""];
}

/** The load balancer's cookie for the application's comes with that, and then lives for as long as it was told. */
function renderCookie(stickiness: TargetGroupModel["stickiness"]): string[] {
  if (stickiness?.type === "lb_cookie") {
    return [`cookie ${ownCookie} insert indirect nocache attr "Max-Age=${stickiness.sec}"`];
  }
  if (stickiness?.type !== "app_cookie") return [];
  const value = `${appCookie}=${elbCookieExpression}; Max-Age=${stickiness.sec}; Path=/`;
  return [
    `cookie ${appCookie} rewrite`,
    `http-response add-header Set-Cookie "${value}" if { res.cook(${stickiness.cookie}) -m found }`,
  ];
}
