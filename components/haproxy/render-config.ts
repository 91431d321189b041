import { findConfigProblems } from "./check-config";
import { backendsOf, type HaproxyConfig } from "./config-model";
import { renderBackend } from "./render-backend";
import { renderFrontends } from "./render-frontends";
import { renderPeers } from "./render-peers";

/** Longer than the load balancer in front keeps an idle connection, so that it is the one to close. */
const idleMarginSec = 15;

/** From a client, headers are a matter of moments: one that sends them a byte at a time is not waited for. */
const clientHeadersSec = 10;

/** Mozilla's list "intermediate", version 5.7, without the suites that no client of TLS 1.2 needs (DHE). */
const intermediateCiphers = [
  "ECDHE-ECDSA-AES128-GCM-SHA256",
  "ECDHE-RSA-AES128-GCM-SHA256",
  "ECDHE-ECDSA-AES256-GCM-SHA384",
  "ECDHE-RSA-AES256-GCM-SHA384",
  "ECDHE-ECDSA-CHACHA20-POLY1305",
  "ECDHE-RSA-CHACHA20-POLY1305",
];
const intermediateSuites = [
  "TLS_AES_128_GCM_SHA256",
  "TLS_AES_256_GCM_SHA384",
  "TLS_CHACHA20_POLY1305_SHA256",
];

/** For the pages, peers and the socket, which answer when all the others are full. */
const reservedConnections = 100;

function renderGlobal(config: HaproxyConfig, description: string): string[] {
  return [
    "global",
    `    description ${description}`,
    "    log stdout format raw local0 info",
    ...renderSyslog(config),
    ...(config.peers ? [`    localpeer ${config.peers.local}`] : []),
    "    user haproxy",
    "    group haproxy",
    "    chroot /var/lib/haproxy",
    `    stats socket ${config.socketPath} mode 660 level admin group haproxy`,
    "    stats timeout 60s",
    `    server-state-file ${config.stateFile}`,
    `    hard-stop-after ${config.hardStopAfterSec}s`,
    ...renderMaxConnections(config),
    "    ssl-default-bind-options ssl-min-ver TLSv1.2 no-tls-tickets",
    ...(config.ciphers
      ? [
          `    ssl-default-bind-ciphers ${intermediateCiphers.join(":")}`,
          `    ssl-default-bind-ciphersuites ${intermediateSuites.join(":")}`,
        ]
      : []),
    "    ssl-default-server-options ssl-min-ver TLSv1.2",
    "    tune.ssl.default-dh-param 2048",
  ];
}

function renderSyslog({ syslog }: HaproxyConfig): string[] {
  if (!syslog) return [];
  return [`    log ${syslog.address}:${syslog.port ?? 514} format rfc5424 local0 info`];
}

function renderMaxConnections({ maxConnections, frontends }: HaproxyConfig): string[] {
  if (maxConnections === undefined) return [];
  return [
    `    maxconn ${maxConnections * frontends.length + reservedConnections}`,
    "    # A machine that allows fewer open files than that starts all the same, and says so in its log.",
    "    no strict-limits",
  ];
}

/** A classic ELB opens connections ahead, and sends the first request on one long after. */
function renderDefaults({ trafficTimeoutSec, edge }: HaproxyConfig): string[] {
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

/**
 * The text of haproxy.cfg for HAProxy 2.6 and later.
 *
 * @param description Shown by `show info`; tells which configuration a running process has.
 * @throws Error that names every wrong property, when the configuration can't be right.
 */
export function renderHaproxyConfig(config: HaproxyConfig, description = "wso2"): string {
  const problems = findConfigProblems(config);
  if (!/^[A-Za-z0-9 ._-]+$/.test(description)) problems.push("description: letters, digits, space and . _ -");
  if (problems.length > 0) throw new Error(`HAProxy configuration: ${problems.join("; ")}`);
  return [
    "# Written by pulumi-wso2. A change made here by hand is overwritten.",
    ...renderGlobal(config, description),
    "",
    ...renderDefaults(config),
    "",
    ...(config.peers ? renderPeers(config.peers) : []),
    ...renderFrontends(config),
    "",
    ...backendsOf(config).flatMap((backend) => [...renderBackend(backend), ""]),
  ].join("\n");
}
