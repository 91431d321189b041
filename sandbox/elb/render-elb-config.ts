import { elbFiles } from "./elb-files";
import type { ElbModel } from "./elb-model";
import { planWeights } from "./plan-weights";
import { renderHealthCheck } from "./render-health-check";
import { renderListener } from "./render-listener";

/** The backend that holds the health of every instance; listeners track its servers. */
export const healthBackend = "health";

function renderGlobal(elb: ElbModel): string[] {
  return [
    `# Stand-in for the classic ELB "${elb.name}", made by the sandbox's cloud from what the AWS API says.`,
    "global",
    "    log stdout format raw local0 notice",
    "    user haproxy",
    "    group haproxy",
    "    maxconn 8192",
    `    server-state-file ${elbFiles.state}`,
    `    hard-stop-after ${elb.idleTimeoutSec + elb.drainingTimeoutSec + 60}s`,
    "",
  ];
}

function renderDefaults(elb: ElbModel): string[] {
  return [
    "defaults",
    "    mode http",
    "    log global",
    "    option dontlog-normal",
    "    option httplog",
    "    option forwardfor",
    "    option idle-close-on-response",
    "    option redispatch",
    "    load-server-state-from-file global",
    "    timeout connect 10s",
    ...["client", "server", "http-request", "http-keep-alive", "queue"].map(
      (kind) => `    timeout ${kind} ${elb.idleTimeoutSec}s`,
    ),
    "",
  ];
}

/** Configuration of the HAProxy that stands for a classic ELB. */
export function renderElbConfig(elb: ElbModel): string {
  const check = renderHealthCheck(elb.healthCheck);
  const weights = planWeights(elb.members, elb.crossZone);
  const health = [
    `backend ${healthBackend}`,
    ...check.lines.map((line) => `    ${line}`),
    ...elb.members.map(
      ({ instanceId, address }) =>
        `    server ${instanceId} ${address}:${elb.healthCheck.port} ${check.serverOptions}`,
    ),
    "",
  ];
  return [
    ...renderGlobal(elb),
    ...renderDefaults(elb),
    ...health,
    ...elb.listeners.flatMap((listener) => renderListener(listener, elb.members, weights, healthBackend)),
  ].join("\n");
}
