import { readinessFrontend } from "./check-config";
import type { HaproxyConfig, HaproxyFrontend } from "./config-model";

/** A load balancer in front has seen the client's scheme and port; without its headers, ours are the truth. */
function forwardedHeaders(frontend: HaproxyFrontend): string[] {
  const scheme = frontend.certificateFile ? "https" : "http";
  return [
    `    http-request set-header X-Forwarded-Proto ${scheme} unless { req.hdr(X-Forwarded-Proto) -m found }`,
    "    http-request set-header X-Forwarded-Port %[dst_port] unless { req.hdr(X-Forwarded-Port) -m found }",
  ];
}

function renderFrontend(frontend: HaproxyFrontend, backend: string): string[] {
  const tls = frontend.certificateFile ? ` ssl crt ${frontend.certificateFile} alpn h2,http/1.1` : "";
  return [
    `frontend ${frontend.name}`,
    `    bind :${frontend.port}${tls}`,
    ...forwardedHeaders(frontend),
    `    default_backend ${backend}`,
  ];
}

/** One section a frontend, then the one that answers for this HAProxy's own readiness. */
export function renderFrontends(config: HaproxyConfig): string[] {
  const { name } = config.backend;
  return [
    ...config.frontends.flatMap((frontend) => [...renderFrontend(frontend, name), ""]),
    `frontend ${readinessFrontend}`,
    `    bind :${config.readinessPort}`,
    "    monitor-uri /ready",
    `    monitor fail if { nbsrv(${name}) lt 1 }`,
    "    http-request return status 404",
  ];
}
