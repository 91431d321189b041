import type { HaproxyConfig } from "../../components/haproxy/config-model";
import { planTierConfig, type TierFacts } from "../../components/haproxy/plan-tier";

/** Where everything of the bench is, on one machine. */
export interface EdgePlaces {
  /** Of the HAProxy that is measured, and its statistics' socket. */
  readonly port: number;
  readonly readinessPort: number;
  readonly socketPath: string;
  readonly stateFile: string;
  /** Of the two nodes. */
  readonly nodes: readonly [string, string];
  readonly nodePort: number;
  readonly certificateFile: string;
  readonly caFile: string;
  /** The name in every certificate. */
  readonly name: string;
}

const timeoutSec = 60;

/** What somebody writes who has Debian's file before him: its defaults, one frontend, two servers, TLS on both sides. */
export function minimalConfig({ port, nodes, nodePort, certificateFile, caFile, name }: EdgePlaces): string {
  return `global
    log stdout format raw local0 info
    ssl-default-bind-options ssl-min-ver TLSv1.2 no-tls-tickets
defaults
    log global
    mode http
    option httplog
    option dontlognull
    option forwardfor
    timeout connect 5s
    timeout client ${timeoutSec}s
    timeout server ${timeoutSec}s
frontend https
    bind 127.0.0.1:${port} ssl crt ${certificateFile} alpn h2,http/1.1
    default_backend nodes
backend nodes
    option httpchk
    http-check send meth GET uri / ver HTTP/1.1 hdr Host ${name}
    default-server check ssl verify required ca-file ${caFile} sni str(${name}) verifyhost ${name} check-sni ${name}
${nodes.map((address, index) => `    server node${index + 1} ${address}:${nodePort}`).join("\n")}
`;
}

/** Both nodes, as fast as a node can be: no node's own time is in the figures. */
export function nodesConfig({ nodes, nodePort, certificateFile }: EdgePlaces): string {
  return `defaults
    mode http
    timeout connect 5s
    timeout client ${timeoutSec}s
    timeout server ${timeoutSec}s
frontend nodes
${nodes.map((address) => `    bind ${address}:${nodePort} ssl crt ${certificateFile}`).join("\n")}
    http-request return status 200 content-type text/plain string "${"x".repeat(512)}"
`;
}

const check = { scheme: "https", path: "/", intervalSec: 2, fall: 3, rise: 2 } as const;

function placed(places: EdgePlaces, change: Partial<TierFacts>): HaproxyConfig {
  const { port, readinessPort, socketPath, stateFile, nodes, nodePort, name } = places;
  const config = planTierConfig({
    backend: { name: "nodes", stickyCookie: "JSESSIONID", check: { ...check, host: name } },
    serverKeys: ["node1", "node2"],
    addresses: nodes,
    ...{ serverPort: nodePort, serviceName: name, trafficTimeoutSec: timeoutSec, maxConnections: 2000 },
    ...change,
  });
  const { caFile, certificateFile } = places;
  return {
    ...config,
    ...{ readinessPort, socketPath, stateFile },
    frontends: config.frontends
      .filter((frontend) => frontend.certificateFile)
      .map((frontend) => ({ ...frontend, port, certificateFile })),
    backend: { ...config.backend, tls: { caFile, name } },
    ...(config.backends
      ? { backends: config.backends.map((each) => ({ ...each, tls: { caFile, name } })) }
      : {}),
  };
}

/** The tier as the systems of `stacks/` make it. */
export function stackConfig(places: EdgePlaces): HaproxyConfig {
  return placed(places, {});
}

/** The same with routes, a limit for each client, and HSTS. */
export function fullConfig(places: EdgePlaces): HaproxyConfig {
  const { nodePort: port, name: host } = places;
  return placed(places, {
    backends: { gateway: { port, check: { ...check, host } } },
    frontends: {
      https: {
        port: places.port,
        hsts: { maxAgeSec: 86_400 },
        limits: { requests: 100_000_000, connections: 1_000 },
        routes: [
          { hosts: ["gw.example", "*.gw.example"], backend: "gateway" },
          { paths: ["/api", "/oauth2"], backend: "gateway" },
        ],
      },
    },
    ciphers: "intermediate",
  });
}
