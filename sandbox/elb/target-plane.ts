import { elbFiles } from "./elb-files";
import type { PlaneModel, PlanePool } from "./plane-model";
import { groupBackend, groupHealthBackend, renderGroup, renderGroupHealth } from "./render-target-group";
import { renderTargetListener } from "./render-target-listener";
import type { TargetBalancerModel, TargetGroupModel } from "./target-model";

/** An application or network load balancer as a HAProxy serves it. */
export function planTargetPlane(balancer: TargetBalancerModel): PlaneModel {
  const { kind, name } = balancer;
  return {
    key: `${kind === "application" ? "app" : "net"}/${name}`,
    name,
    label: `${kind}-load-balancer`,
    dnsName: balancer.dnsName,
    subnetIds: balancer.subnetIds,
    ports: balancer.listeners.map(({ port }) => port),
    config: renderTargetConfig(balancer),
    pools: balancer.groups.map(planPool),
    certificateArns: balancer.listeners.flatMap(({ certificateArns }) => certificateArns),
  };
}

function planPool(group: TargetGroupModel): PlanePool {
  const { check, targets } = group;
  return {
    health: groupHealthBackend(group),
    members: targets,
    // After its registration a target must pass one check; only one that failed must pass several.
    check: {
      ...{ healthyThreshold: check.healthyThreshold, unhealthyThreshold: check.unhealthyThreshold },
      ...{ port: check.port ?? targets[0]?.port ?? 0, firstThreshold: 1 },
    },
    serving: [groupBackend(group)],
    ...(group.cuts ? { cutAfterSec: group.deregistrationDelaySec } : {}),
    reportedAs: group.arn,
  };
}

/** Configuration of the HAProxy that stands for it. */
export function renderTargetConfig(balancer: TargetBalancerModel): string {
  const { kind, name, groups, listeners } = balancer;
  const title = kind === "application" ? "Application Load Balancer" : "Network Load Balancer";
  const idleSec =
    kind === "application"
      ? balancer.idleTimeoutSec
      : Math.max(60, ...listeners.map(({ idleTimeoutSec }) => idleTimeoutSec));
  const delaySec = Math.max(0, ...groups.map(({ deregistrationDelaySec }) => deregistrationDelaySec));
  return [
    `# Stand-in for the ${title} "${name}", made by the sandbox's cloud from what the AWS API says.`,
    "global",
    "    log stdout format raw local0 notice",
    "    user haproxy",
    "    group haproxy",
    "    maxconn 8192",
    `    server-state-file ${elbFiles.state}`,
    `    hard-stop-after ${idleSec + delaySec + 60}s`,
    "",
    "defaults",
    "    mode http",
    "    log global",
    "    option dontlog-normal",
    ...(kind === "application" ? ["    option httplog", "    option forwardfor"] : []),
    "    option idle-close-on-response",
    "    option redispatch",
    "    load-server-state-from-file global",
    "    timeout connect 10s",
    ...["client", "server", "http-request", "http-keep-alive", "queue"].map(
      (each) => `    timeout ${each} ${idleSec}s`,
    ),
    "",
    ...groups.flatMap(renderGroupHealth),
    ...listeners.flatMap((listener) => renderTargetListener(listener, balancer)),
    ...groups.flatMap((group) => renderGroup(group, kind)),
  ].join("\n");
}
