import type { HaproxyConfig } from "./config-model";

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

/** The `global` section. */
export function renderGlobal(config: HaproxyConfig, description: string): string[] {
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
