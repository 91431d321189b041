import { createHash } from "node:crypto";
import { metricsFrontend, readinessFrontend, statsFrontend } from "./check-config";
import { backendsOf, type HaproxyConfig } from "./config-model";
import type { HaproxyMetrics, HaproxyStats } from "./operator-model";

/** Of the pages for operators: nobody there needs more, and clients' connections are not theirs. */
const pageConnections = 20;

/** Says whether to send traffic here: what stands in front takes this machine out when no node is left behind it. */
function renderReadiness(config: HaproxyConfig): string[] {
  const { edge } = config;
  const empty = backendsOf(config).map(({ name }) => `{ nbsrv(${name}) lt 1 }`);
  return [
    `frontend ${readinessFrontend}`,
    `    bind :${config.readinessPort}`,
    ...(edge?.proxiedReadinessPort ? [`    bind :${edge.proxiedReadinessPort} accept-proxy`] : []),
    ...(edge?.checksByProxy
      ? [`    tcp-request connection expect-proxy layer4 if { src ${edge.cidrs.join(" ")} }`]
      : []),
    "    monitor-uri /ready",
    `    monitor fail if ${empty.join(" ")}`,
    "    http-request return status 404",
  ];
}

function renderStats({ port, cidrs, certificateFile, credentialsFile }: HaproxyStats): string[] {
  return [
    "",
    `frontend ${statsFrontend}`,
    `    bind :${port} ssl crt ${certificateFile} alpn h2,http/1.1`,
    `    maxconn ${pageConnections}`,
    `    tcp-request connection reject unless { src ${cidrs.join(" ")} }`,
    "    http-request set-log-level silent",
    `    acl may_see req.hdr(Authorization),sha2(256),hex -m str -i -f ${credentialsFile}`,
    `    http-request return status 401 hdr WWW-Authenticate 'Basic realm="HAProxy"' unless may_see`,
    "    stats enable",
    "    stats uri /",
    "    stats hide-version",
    "    stats refresh 10s",
  ];
}

function renderMetrics({ port, cidrs }: HaproxyMetrics): string[] {
  return [
    "",
    `frontend ${metricsFrontend}`,
    `    bind :${port}`,
    `    maxconn ${pageConnections}`,
    `    tcp-request connection reject unless { src ${cidrs.join(" ")} }`,
    "    http-request set-log-level silent",
    "    http-request use-service prometheus-exporter if { path /metrics }",
    "    http-request return status 404",
  ];
}

/** The frontends that no client of the nodes sees. */
export function renderPages(config: HaproxyConfig): string[] {
  return [
    ...renderReadiness(config),
    ...(config.stats ? renderStats(config.stats) : []),
    ...(config.metrics ? renderMetrics(config.metrics) : []),
  ];
}

/**
 * The file that `credentialsFile` names: of what a browser sends for this user and password it holds the SHA-256
 * alone, so that neither the configuration nor HAProxy's socket tells the password.
 */
export function renderStatsCredentials(user: string, password: string): string {
  const header = `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
  return `${createHash("sha256").update(header).digest("hex")}\n`;
}
