import type { SiteSettings } from "./plan-site";
import { renderOwnPaths } from "./render-own-paths";
import { indent, matchPaths, renderProduct, renderStates } from "./render-product";
import { escaped, publicUrl } from "./render-redirects";
import {
  type ApachePaths,
  apacheManagerPath,
  apacheReadinessPath,
  apacheStatusPath,
  debianPaths,
} from "./site-model";

/** Modules of Debian's httpd that are files; unixd, log_config and watchdog are in the program itself. */
const modules = [
  "mpm_event authz_core setenvif headers rewrite alias allowmethods reqtimeout remoteip env status slotmem_shm substitute",
  "proxy proxy_http proxy_balancer proxy_hcheck lbmethod_byrequests socache_shmcb ssl",
].flatMap((names) => names.split(" "));

const threadsPerChild = 25;

/** The whole configuration of an httpd that serves one site and nothing else. */
export function renderApacheConfig(site: SiteSettings, paths: ApachePaths = debianPaths): string {
  return [
    "# Written by pulumi-wso2: what is changed here by hand is lost.",
    ...renderServer(site, paths),
    "",
    ...renderRefused(site),
    "",
    ...renderSite(site, paths),
    "",
  ].join("\n");
}

function renderServer(
  site: SiteSettings,
  { modules: folder, run, states, user, logs }: ApachePaths,
): string[] {
  const { port, managerPort, maxRequests, trafficTimeoutSec } = site;
  const children = Math.ceil(maxRequests / threadsPerChild);
  return [
    `DefaultRuntimeDir ${run}`,
    `PidFile ${run}/apache2.pid`,
    ...modules.map((name) => `LoadModule ${name}_module ${folder}/mod_${name}.so`),
    ...(user === undefined ? [] : [`User ${user}`, `Group ${user}`]),
    `ServerName ${site.host}`,
    `ErrorLog ${logs}/error.log`,
    "LogLevel warn",
    // Who stands in front keeps connections for longer than a pause between two requests.
    ...["KeepAlive On", "KeepAliveTimeout 120", "MaxKeepAliveRequests 0"],
    `Timeout ${trafficTimeoutSec}`,
    `GracefulShutdownTimeout ${trafficTimeoutSec}`,
    "RequestReadTimeout handshake=10 header=20-40,MinRate=500 body=20,MinRate=500",
    `ThreadsPerChild ${threadsPerChild}`,
    `ServerLimit ${children}`,
    `StartServers ${Math.min(2, children)}`,
    `MaxRequestWorkers ${children * threadsPerChild}`,
    // A child that ends by itself would take the keep-alive connections of its clients with it.
    "MaxConnectionsPerChild 0",
    ...["ServerTokens Prod", "ServerSignature Off", "TraceEnable off", "FileETag None"],
    ...["<Directory />", "    AllowOverride None", "    Require all denied", "</Directory>"],
    ...(site.tls ? [`SSLSessionCache shmcb:${run}/wso2-sessions(512000)`] : []),
    `IncludeOptional ${states}/*.conf`,
    ...site.products.flatMap(renderStates),
    `Listen ${port}`,
    `Listen 127.0.0.1:${managerPort}`,
  ];
}

/** Whoever comes by another name than the site's. */
function renderRefused(site: SiteSettings): string[] {
  return [
    `<VirtualHost *:${site.port}>`,
    "    ServerName refused.invalid",
    ...renderTls(site).map(indent),
    ...renderReadiness.map(indent),
    `    RedirectMatch 421 "^(?!${apacheReadinessPath}$)"`,
    "</VirtualHost>",
  ];
}

const ownPaths = [apacheReadinessPath, apacheManagerPath, apacheStatusPath].map((from) => ({ from }));

/** Answered by Apache itself: what stands in front asks. */
const renderReadiness = ["RewriteEngine On", `RewriteRule "^${apacheReadinessPath}$" - [R=200,L]`];

function renderTls({ tls }: SiteSettings): string[] {
  if (!tls) return [];
  return [
    "SSLEngine on",
    "SSLProtocol -all +TLSv1.2 +TLSv1.3",
    "SSLHonorCipherOrder off",
    "SSLSessionTickets off",
    `SSLCertificateFile ${tls.certificatePath}`,
    `SSLCertificateKeyFile ${tls.keyPath}`,
  ];
}

function renderSite(site: SiteSettings, paths: ApachePaths): string[] {
  const { host, port, managerPort, caPath, trafficTimeoutSec, products, tls } = site;
  return [
    // One virtual host with both addresses: the manager knows the balancers of its own virtual host alone.
    `<VirtualHost *:${port} 127.0.0.1:${managerPort}>`,
    ...[
      `ServerName ${publicUrl(site)}`,
      "UseCanonicalName On",
      ...renderTls(site),
      ...renderLogs(site, paths),
      ...renderClients(site),
      ...renderReadiness,
      ...renderOwnPaths(site, matchPaths(products.flatMap(({ mappings }) => mappings))),
      "AllowEncodedSlashes NoDecode",
      "ProxyRequests Off",
      "ProxyPreserveHost On",
      `ProxyTimeout ${trafficTimeoutSec}`,
      "RequestHeader set X-Forwarded-Proto https",
      `RequestHeader set X-Forwarded-Port ${site.publicPort}`,
      ...(tls ? ['Header always set Strict-Transport-Security "max-age=31536000"'] : []),
      "SSLProxyEngine on",
      "SSLProxyProtocol -all +TLSv1.2 +TLSv1.3",
      "SSLProxyVerify require",
      "SSLProxyVerifyDepth 3",
      `SSLProxyCACertificateFile ${caPath}`,
      "SSLProxyCheckPeerName on",
      "SSLProxyCheckPeerExpire on",
      // What is out is in the folder of states: httpd's own memory would keep counts of requests that ended meanwhile.
      "BalancerPersist Off",
      ...renderManager(host),
      ...products.flatMap((product) => renderProduct(site, product)),
      // What is mapped nowhere is nowhere: no folder of the machine is served.
      `RedirectMatch 404 "${matchPaths([...products.flatMap(({ mappings }) => mappings), ...ownPaths], true)}"`,
    ].map(indent),
    "</VirtualHost>",
  ];
}

/** One log of errors for the site, and one of requests for each product and for what is no product's. */
function renderLogs({ products }: SiteSettings, { logs }: ApachePaths): string[] {
  const format = String.raw`%h %l %u %t \"%r\" %>s %O \"%{Referer}i\" \"%{User-Agent}i\" %{BALANCER_WORKER_ROUTE}e %D`;
  return [
    `ErrorLog ${logs}/wso2-site.error.log`,
    `LogFormat "${format}" wso2`,
    ...products.flatMap(({ key, mappings }) => {
      const variable = `wso2_is_${key}`;
      return [
        `SetEnvIf Request_URI "${matchPaths(mappings)}" ${variable} wso2_is_any`,
        `CustomLog ${logs}/wso2-${key}.access.log wso2 env=${variable}`,
      ];
    }),
    `SetEnvIf Request_URI "${matchPaths(ownPaths)}" wso2_is_any`,
    `CustomLog ${logs}/wso2-site.access.log wso2 env=!wso2_is_any`,
  ];
}

function renderClients({ trustedCidrs }: SiteSettings): string[] {
  if (trustedCidrs.length === 0) return [];
  return ["RemoteIPHeader X-Forwarded-For", ...trustedCidrs.map((cidr) => `RemoteIPInternalProxy ${cidr}`)];
}

/** By the connection's own address: what a header says of it does not count. */
function renderManager(host: string): string[] {
  const pages = { [apacheManagerPath]: "balancer-manager", [apacheStatusPath]: "server-status" };
  return Object.entries(pages).flatMap(([path, handler]) => [
    `<Location "${path}">`,
    `    SetHandler ${handler}`,
    `    Require expr "%{CONN_REMOTE_ADDR} == '127.0.0.1' && %{HTTP_HOST} =~ m#^${escaped(host)}(:[0-9]+)?$#"`,
    "</Location>",
  ]);
}
