import type { HaproxyConfig, HaproxyFrontend } from "./config-model";
import { renderForwarded, renderSecureTransport } from "./render-forwarded";
import { renderLimits } from "./render-limits";
import { renderRouting } from "./render-routes";

/** The edge's addresses: before the PROXY protocol is read they are `src`, afterwards the client is. */
function edgeLines({ acceptProxy }: HaproxyFrontend, cidrs: readonly string[]): string[] {
  if (cidrs.length === 0) return [];
  return acceptProxy
    ? [`tcp-request connection expect-proxy layer4 if { src ${cidrs.join(" ")} }`]
    : [`acl from_edge src ${cidrs.join(" ")}`];
}

function renderFrontend(frontend: HaproxyFrontend, config: HaproxyConfig): string[] {
  const { maxConnections, edge } = config;
  const isTcp = frontend.mode === "tcp";
  const tls = frontend.certificateFile ? ` ssl crt ${frontend.certificateFile} alpn h2,http/1.1` : "";
  const cidrs = edge?.cidrs ?? [];
  const trustsEdge = cidrs.length > 0 && !frontend.acceptProxy;
  const lines = [
    `bind :${frontend.port}${tls}`,
    ...(maxConnections === undefined ? [] : [`maxconn ${maxConnections}`]),
    ...(isTcp && !frontend.acceptProxy && !frontend.limits ? [] : edgeLines(frontend, cidrs)),
    ...renderLimits(frontend, trustsEdge),
    ...(isTcp
      ? []
      : [...renderForwarded(frontend, trustsEdge), ...renderSecureTransport(frontend, trustsEdge)]),
    ...renderRouting(frontend, config),
  ];
  return [`frontend ${frontend.name}`, ...lines.map((line) => `    ${line}`)];
}

/** One section each; those of TCP stand below defaults of their own. */
export function renderFrontends(config: HaproxyConfig, mode: "http" | "tcp"): string[] {
  return config.frontends
    .filter((frontend) => (frontend.mode ?? "http") === mode)
    .flatMap((frontend) => [...renderFrontend(frontend, config), ""]);
}
