import type { HaproxyConfig, HaproxyFrontend } from "./config-model";
import { renderForwarded, renderSecureTransport } from "./render-forwarded";
import { renderLimits } from "./render-limits";
import { renderPages } from "./render-pages";
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
    ...(isTcp ? ["mode tcp", "option tcplog"] : []),
    ...(maxConnections === undefined ? [] : [`maxconn ${maxConnections}`]),
    ...edgeLines(frontend, cidrs),
    ...renderLimits(frontend, trustsEdge),
    ...(isTcp ? [] : [...renderForwarded(frontend, trustsEdge), ...renderSecureTransport(frontend)]),
    ...renderRouting(frontend, config),
  ];
  return [`frontend ${frontend.name}`, ...lines.map((line) => `    ${line}`)];
}

/** One section a frontend, then those for operators and for what stands in front. */
export function renderFrontends(config: HaproxyConfig): string[] {
  return [
    ...config.frontends.flatMap((frontend) => [...renderFrontend(frontend, config), ""]),
    ...renderPages(config),
  ];
}
