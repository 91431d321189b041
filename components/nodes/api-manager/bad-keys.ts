import type { BadKey } from "../known-keys";

const made = "is made by the deployment";
const silent = "no template reads it, so it would change nothing";
const broken =
  "its template opens <JMSTaskManager> twice and closes it never: the server would not start; remove the key";
const port = "moves a port that checks, HAProxy, security groups and the other nodes use; set offset";
const database = "is a database of the settings; set databases";

/**
 * Keys that API Manager ignores or breaks on, and those that the settings make. Checked against the templates of each
 * tag, 3.2.0 to 4.6.0.
 */
export const apiManagerBadKeys: readonly BadKey[] = [
  // Breaks: api-manager.xml.j2 from 4.3 on.
  { path: /^apim\.event_hub\.listener(\.|$)/, since: "4.3", reason: broken },
  {
    path: /^apim\.throttling\.jms\.(min_thread_pool_size|max_thread_pool_size|keep_alive_time_in_millis|job_queue_size)$/,
    since: "4.3",
    reason: broken,
  },
  // Ignored: key-mappings.json leads to a key that nothing reads.
  {
    path: /^transport\.http\.listener\.secured_protocols$/,
    reason: `${silent}; set tlsVersions`,
  },
  {
    path: /^transport\.http\.(listener|sender)\.(keystore|truststore)\.file_name$/,
    reason: `${silent}; the stores are made by the deployment`,
  },
  {
    path: /^transport\.http\.listener\.bind_address$/,
    reason: `${silent}; set transport.passthru_http.listener.parameters.bind-address`,
  },
  {
    path: /^transport\.http\.sender\.(proxy_host|proxy_port|non_proxy_hosts)$/,
    reason: `${silent}; set "http.proxyHost", "http.proxyPort" and "http.nonProxyHosts" in transport.passthru_http.sender.parameters and transport.passthru_https.sender.parameters`,
  },
  {
    path: /^transport\.http\.sender\.warn_on_http_500$/,
    reason: `${silent}; set warnOnHTTP500 in transport.passthru_http.sender.parameters`,
  },
  {
    path: /^apim\.sync_runtime_artifacts\.gateway\.skip_list\.local-entries$/,
    reason: "its templates read apim.sync_runtime_artifacts.gateway.skip_list.local_entries",
  },
  {
    path: /^apim\.key_manager\.server_url$/,
    reason: `${silent}; set keyManager, which sets apim.key_manager.service_url`,
  },
  { path: /^apim\.key_manager\.(pool\.|enable_registration$)/, reason: `${silent}; remove it` },
  // Values that are read as something else.
  {
    path: /^apim\.(throttling|event_hub\.publish)\.url_group\[\]\.type$/,
    values: /^(?!(loadbalance|failover)$)/,
    reason: 'is neither "loadbalance" nor "failover": it would be read as failover',
  },
  {
    path: /^database\.(apim_db|shared_db)\.(type|url|hostname|port|name|sid|username|password|driver)$/,
    reason: database,
  },
  {
    path: /^database\.[^.]+\.type$/,
    values: /^(?!(h2|mysql|mariadb|oracle|mssql|db2|postgre)$)/,
    reason: "is none of h2, mysql, mariadb, oracle, mssql, db2 and postgre (WSO2's word for PostgreSQL)",
  },
  // Made of the settings.
  { path: /^server\.(base_path|server_role)$/, reason: `${made}, with the value that the version needs` },
  { path: /^apim\.gateway\.environment(\[\]|$)/, reason: `${made}; set environments` },
  {
    path: /^apim\.(throttling|event_hub)\.(url_group|event_duplicate_url|throttle_decision_endpoints|event_listening_endpoints|receiver_url|receiver_auth_url)/,
    reason: `${made}, of the nodes' own addresses; remove it`,
  },
  { path: /^apim\.event_hub\.service_url$/, reason: `${made}, of the control planes' name; remove it` },
  { path: /^apim\.event_hub\.publish\.url_group/, reason: `${made}, of the nodes' own addresses; remove it` },
  { path: /^apim\.throttling\.jms\.topic_connection_factory$/, reason: `${made}; remove it` },
  { path: /^apim\.key_manager\.(service_url|type|username|password)$/, reason: `${made}; set keyManager` },
  { path: /^apim\.devportal\.url$/, reason: `${made}; set devportalUrl` },
  { path: /^apim\.cors\.allow_origins$/, reason: `${made}; set corsOrigins` },
  {
    path: /^apim\.sync_runtime_artifacts\.gateway\.gateway_labels$/,
    reason: `${made}, of the environments' names; set environments`,
  },
  // Ports.
  { path: /^transport\.http\.listener\.(port|secured_port)$/, reason: port },
  { path: /^transport\.passthru_https?\.listener\.parameters\.port$/, reason: port },
  {
    path: /^transport\.(receiver|binary\.receiver|thrift\.receiver)\.(ssl_port|tcp_port|sslPort|tcpPort)$/,
    reason: port,
  },
  { path: /^broker\.transport\.amqp\.(default|ssl)_connection\.port$/, reason: port },
  { path: /^apim\.(ws|wss|webhooks\.https)\.port$/, reason: port },
  // What HAProxy and the peers come by.
  {
    path: /^transport\.passthru_https\.listener\.(enable|key_store|trust_store|parameters\.(bind-address|SSLVerifyClient|HttpsProtocols))/,
    reason:
      "changes the TLS port that HAProxy sends API calls to; remove it (for versions of TLS set tlsVersions)",
  },
  {
    path: /^transport\.http\.listener\.(secured_bind_address|verify_client|keystore|truststore)/,
    reason: "changes the TLS port that HAProxy sends API calls to; remove it",
  },
  {
    path: /^broker\.transport\.amqp\.(enabled|bind_address|default_connection\.enabled)$/,
    reason: "would close the broker that the other node publishes to; remove it",
  },
  {
    path: /^clustering(\.|$)/,
    since: "4.2",
    reason:
      "names a class that kernels of 4.2 and later do not bring; nodes find each other by broker and database",
  },
];
