import type { HaproxyConfig } from "./config-model";

/** Longer than the load balancer in front keeps an idle connection, so that it is the one to close. */
const idleMarginSec = 15;

/** From a client, headers are a matter of moments: one that sends them a byte at a time is not waited for. */
const clientHeadersSec = 10;

/** A classic ELB opens connections ahead, and sends the first request on one long after. */
export function renderDefaults({ trafficTimeoutSec, edge }: HaproxyConfig): string[] {
  const idleSec = (edge?.idleTimeoutSec ?? trafficTimeoutSec) + idleMarginSec;
  const headersSec = edge ? idleSec : clientHeadersSec;
  return [
    "defaults",
    "    mode http",
    "    log global",
    "    option httplog",
    "    option dontlognull",
    "    option http-ignore-probes",
    "    option forwardfor",
    "    option idle-close-on-response",
    "    option redispatch 1",
    "    retries 3",
    "    retry-on conn-failure empty-response",
    "    load-server-state-from-file global",
    "    timeout connect 4s",
    `    timeout client ${trafficTimeoutSec}s`,
    `    timeout server ${trafficTimeoutSec}s`,
    `    timeout http-request ${headersSec}s`,
    `    timeout http-keep-alive ${idleSec}s`,
    "    timeout queue 30s",
    "    timeout check 5s",
  ];
}

/** Of sections that pass bytes on: what is HTTP's alone would be warned of in each of them. */
export function renderTcpDefaults({ trafficTimeoutSec }: HaproxyConfig): string[] {
  return [
    "defaults",
    "    mode tcp",
    "    log global",
    "    option tcplog",
    "    option dontlognull",
    "    option redispatch 1",
    "    retries 3",
    "    load-server-state-from-file global",
    "    timeout connect 4s",
    `    timeout client ${trafficTimeoutSec}s`,
    `    timeout server ${trafficTimeoutSec}s`,
    "    timeout queue 30s",
    "    timeout check 5s",
  ];
}
