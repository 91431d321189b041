import type { TomlTable } from "../toml-table";
import {
  type ApiManagerSettings,
  type GatewayEnvironment,
  planApiManagerPorts,
} from "./api-manager-settings";
import { isSince } from "./releases";

/** The gateways of a deployment: at least one. */
export function environmentsOf(
  version: string,
  { environments }: Pick<ApiManagerSettings, "environments">,
): readonly GatewayEnvironment[] {
  return environments ?? [{ name: isSince(version, "4.0") ? "Default" : "Production and Sandbox" }];
}

/** `[[apim.gateway.environment]]`, which the portals show, and what a gateway fetches of the database. */
export function planEnvironments(version: string, settings: ApiManagerSettings): TomlTable {
  const { profile = "all-in-one" } = settings;
  const environments = environmentsOf(version, settings);
  const shown = profile === "all-in-one" || profile === "control-plane";
  const serves = profile === "all-in-one" || profile === "gateway";
  const labels = { gateway_labels: environments.map(({ name }) => name) };
  return {
    ...(shown
      ? { gateway: { environment: environments.map((each) => planEnvironment(version, each, settings)) } }
      : {}),
    // 3.2 keeps APIs as files, which content synchronization brings to the other node.
    ...(serves && isSince(version, "4.0") ? { sync_runtime_artifacts: { gateway: labels } } : {}),
  };
}

function planEnvironment(version: string, each: GatewayEnvironment, settings: ApiManagerSettings): TomlTable {
  const { name, hostname = settings.gatewayHostname ?? settings.hostname } = each;
  const own = planApiManagerPorts(settings.offset);
  const { ports = { https: 443, http: 80 } } = each;
  const { webSocketPorts = { wss: own.webSocketSecure, ws: own.webSocket } } = each;
  const { webSubPorts = { https: own.webSubHttps, http: own.webSubHttp } } = each;
  return {
    name,
    ...(isSince(version, "4.0") ? { display_name: each.displayName ?? name } : {}),
    type: each.type ?? "hybrid",
    ...(isSince(version, "4.1") ? { provider: "wso2" } : {}),
    ...(isSince(version, "4.3") ? { gateway_type: "Regular" } : {}),
    display_in_api_console: true,
    description: each.description ?? "",
    show_as_token_endpoint_url: true,
    service_url:
      settings.profile === "control-plane"
        ? `https://${hostname}/services/`
        : `https://localhost:\${mgt.transport.https.port}/services/`,
    username: `\${admin.username}`,
    password: `\${admin.password}`,
    ws_endpoint: `ws://${hostname}:${webSocketPorts.ws}`,
    wss_endpoint: `wss://${hostname}:${webSocketPorts.wss}`,
    http_endpoint: urlOf("http", hostname, ports.http, 80),
    https_endpoint: urlOf("https", hostname, ports.https, 443),
    ...(isSince(version, "4.0")
      ? {
          websub_event_receiver_http_endpoint: `http://${hostname}:${webSubPorts.http}`,
          websub_event_receiver_https_endpoint: `https://${hostname}:${webSubPorts.https}`,
        }
      : {}),
  };
}

function urlOf(scheme: string, hostname: string, port: number, usual: number): string {
  return `${scheme}://${hostname}${port === usual ? "" : `:${port}`}`;
}
