import { readinessFrontend } from "./check-config";
import type { HaproxyConfig, HaproxyEdge, HaproxyFrontend } from "./config-model";

/**
 * A declared load balancer has seen the client's scheme, port and address, and puts its own in place of what the
 * client says of them. From anyone else those headers are the client's invention, and ours take their place.
 * No load balancer of AWS says which host was asked for: that is what the request itself asks for.
 */
function forwardedHeaders(frontend: HaproxyFrontend, edge: HaproxyEdge | undefined): string[] {
  const scheme = frontend.certificateFile ? "https" : "http";
  const cidrs = edge?.cidrs ?? [];
  const unless = cidrs.length > 0 ? " unless from_edge" : "";
  const unlessSaid = (header: string) => (unless ? `${unless} { req.hdr(${header}) -m found }` : "");
  return [
    ...(unless ? [`    acl from_edge src ${cidrs.join(" ")}`] : []),
    `    http-request del-header X-Forwarded-For${unless}`,
    "    http-request del-header Forwarded",
    "    http-request set-header X-Forwarded-Host %[req.hdr(Host)]",
    `    http-request set-header X-Forwarded-Proto ${scheme}${unlessSaid("X-Forwarded-Proto")}`,
    `    http-request set-header X-Forwarded-Port %[dst_port]${unlessSaid("X-Forwarded-Port")}`,
  ];
}

function renderFrontend(frontend: HaproxyFrontend, config: HaproxyConfig): string[] {
  const { maxConnections, edge } = config;
  const tls = frontend.certificateFile ? ` ssl crt ${frontend.certificateFile} alpn h2,http/1.1` : "";
  return [
    `frontend ${frontend.name}`,
    `    bind :${frontend.port}${tls}`,
    ...(maxConnections === undefined ? [] : [`    maxconn ${maxConnections}`]),
    ...forwardedHeaders(frontend, edge),
    `    default_backend ${config.backend.name}`,
  ];
}

/** One section a frontend, then the one that answers for this HAProxy's own readiness. */
export function renderFrontends(config: HaproxyConfig): string[] {
  const { name } = config.backend;
  return [
    ...config.frontends.flatMap((frontend) => [...renderFrontend(frontend, config), ""]),
    `frontend ${readinessFrontend}`,
    `    bind :${config.readinessPort}`,
    "    monitor-uri /ready",
    `    monitor fail if { nbsrv(${name}) lt 1 }`,
    "    http-request return status 404",
  ];
}
