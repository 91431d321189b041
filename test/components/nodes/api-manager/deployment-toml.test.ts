import { parse } from "smol-toml";
import type { ApiManagerSettings } from "../../../../components/nodes/api-manager/api-manager-settings";
import { apiManagerKnownKeys } from "../../../../components/nodes/api-manager/check-api-manager";
import { apiManagerReleases } from "../../../../components/nodes/api-manager/releases";
import { checkKnownKeys } from "../../../../components/nodes/known-keys";
import { difference, pathsOf, valueAt } from "../toml-facts";
import { tomlOf } from "./example";

describe("two nodes that are both active", () => {
  it.each(apiManagerReleases)("%s: node 2's file is node 1's but for its address and its peer", (release) => {
    expect(difference(tomlOf(`${release}.0`), tomlOf(`${release}.0`, {}, 2))).toEqual([
      '- [server] node_ip = "10.0.0.11"',
      '+ [server] node_ip = "10.0.0.12"',
      '- [apim.throttling] event_duplicate_url = [ "tcp://10.0.0.12:5672" ]',
      '+ [apim.throttling] event_duplicate_url = [ "tcp://10.0.0.11:5672" ]',
    ]);
  });

  it("tell each call to both traffic managers, and publish decisions to their own broker and to the peer's", () => {
    const { apim } = parse(tomlOf("4.5.0")) as { apim: Record<string, unknown> };
    expect(apim.throttling).toEqual({
      event_duplicate_url: ["tcp://10.0.0.12:5672"],
      throttle_decision_endpoints: ["tcp://localhost:5672"],
      url_group: [
        {
          traffic_manager_urls: ["tcp://10.0.0.11:9611"],
          traffic_manager_auth_urls: ["ssl://10.0.0.11:9711"],
          type: "loadbalance",
        },
        {
          traffic_manager_urls: ["tcp://10.0.0.12:9611"],
          traffic_manager_auth_urls: ["ssl://10.0.0.12:9711"],
          type: "loadbalance",
        },
      ],
    });
    expect(apim.event_hub).toBeUndefined();
  });
});

/** Each value that is emitted, by its key: what it is in the example, and the releases that read it. */
const emitted: [path: string, value: unknown, since?: string][] = [
  ["server.hostname", "api.example.com"],
  ["server.node_ip", "10.0.0.11"],
  ["server.offset", 0],
  ["server.base_path", `\${carbon.protocol}://\${carbon.host}:\${carbon.management.port}`],
  ["server.server_role", "default"],
  ["super_admin.username", "admin"],
  ["super_admin.password", "of-this-stack"],
  ["super_admin.create_admin_account", true],
  ["user_store.type", "database_unique_id"],
  ["database.apim_db.type", "postgre"],
  ["database.apim_db.url", "jdbc:postgresql://db.internal:5432/apim"],
  ["database.apim_db.username", "wso2"],
  ["database.apim_db.password", "apim-pass"],
  ["database.apim_db.driver", "org.postgresql.Driver"],
  ["database.apim_db.pool_options.validationQuery", "SELECT 1"],
  ["database.shared_db.type", "postgre"],
  ["database.shared_db.url", "jdbc:postgresql://db.internal:5432/shared"],
  ["database.shared_db.username", "wso2"],
  ["database.shared_db.password", "shared-pass"],
  ["database.shared_db.driver", "org.postgresql.Driver"],
  ["database.shared_db.pool_options.validationQuery", "SELECT 1"],
  ["database.local.url", "jdbc:h2:./repository/database/WSO2CARBON_DB;DB_CLOSE_ON_EXIT=FALSE"],
  ["keystore.primary.file_name", "shared.jks"],
  ["keystore.primary.type", "JKS"],
  ["keystore.primary.password", "key-pass"],
  ["keystore.primary.alias", "wso2carbon"],
  ["keystore.primary.key_password", "key-pass"],
  ["keystore.tls.file_name", "node.jks"],
  ["keystore.tls.type", "JKS"],
  ["keystore.tls.password", "key-pass"],
  ["keystore.tls.alias", "wso2carbon"],
  ["keystore.tls.key_password", "key-pass"],
  ["truststore.file_name", "trust.jks"],
  ["truststore.type", "JKS"],
  ["truststore.password", "trust-pass"],
  ["transport.http.properties.proxyPort", "80"],
  ["transport.https.properties.proxyPort", "443"],
  ["transport.https.sslHostConfig.properties.protocols", "+TLSv1.2,+TLSv1.3"],
  ["transport.passthru_https.listener.parameters.HttpsProtocols", "TLSv1.2,TLSv1.3"],
  ["monitoring.jmx.rmi_server_start", false],
  ["apim.gateway.environment.0.name", "Default", "4.0"],
  ["apim.gateway.environment.0.display_name", "Default", "4.0"],
  ["apim.gateway.environment.0.type", "hybrid"],
  ["apim.gateway.environment.0.provider", "wso2", "4.1"],
  ["apim.gateway.environment.0.gateway_type", "Regular", "4.3"],
  ["apim.gateway.environment.0.display_in_api_console", true],
  ["apim.gateway.environment.0.description", ""],
  ["apim.gateway.environment.0.show_as_token_endpoint_url", true],
  ["apim.gateway.environment.0.service_url", `https://localhost:\${mgt.transport.https.port}/services/`],
  ["apim.gateway.environment.0.username", `\${admin.username}`],
  ["apim.gateway.environment.0.password", `\${admin.password}`],
  ["apim.gateway.environment.0.ws_endpoint", "ws://gw.example.com:9099"],
  ["apim.gateway.environment.0.wss_endpoint", "wss://gw.example.com:8099"],
  ["apim.gateway.environment.0.http_endpoint", "http://gw.example.com"],
  ["apim.gateway.environment.0.https_endpoint", "https://gw.example.com"],
  ["apim.gateway.environment.0.websub_event_receiver_http_endpoint", "http://gw.example.com:9021", "4.0"],
  ["apim.gateway.environment.0.websub_event_receiver_https_endpoint", "https://gw.example.com:8021", "4.0"],
  ["apim.sync_runtime_artifacts.gateway.gateway_labels.0", "Default", "4.0"],
  ["apim.key_manager.enable_lightweight_apikey_generation", true, "4.4"],
  ["apim.cors.allow_origins", "*"],
  ["apim.cors.allow_methods.0", "GET"],
  ["apim.cors.allow_headers.0", "authorization"],
  ["apim.cors.allow_credentials", false],
  ["apim.devportal.url", "https://api.example.com/devportal"],
  ["event_handler.0.name", "userPostSelfRegistration"],
  ["event_handler.0.subscriptions.0", "POST_ADD_USER"],
  ["service_provider.sp_name_regex", "^[\\sa-zA-Z0-9._-]*$"],
  ["event_listener.0.id", "token_revocation"],
  ["event_listener.0.type", "org.wso2.carbon.identity.core.handler.AbstractIdentityHandler"],
  ["event_listener.0.name", "org.wso2.is.notification.ApimOauthEventInterceptor"],
  ["event_listener.0.order", 1],
  ["event_listener.0.properties.username", `\${admin.username}`],
  ["event_listener.0.properties.password", `\${admin.password}`],
  [
    "event_listener.0.properties.notification_endpoint",
    `https://localhost:\${mgt.transport.https.port}/internal/data/v1/notify`,
  ],
  ["oauth.grant_type.token_exchange.enable", true, "4.1"],
  ["oauth.grant_type.token_exchange.allow_refresh_tokens", true, "4.1"],
  ["oauth.grant_type.token_exchange.iat_validity_period", "1h", "4.1"],
];

describe("each key that is emitted", () => {
  it.each(emitted)("%s", (path, value, since = "3.2") => {
    const seen = apiManagerReleases.map((release) => [release, valueAt(tomlOf(`${release}.0`), path)]);
    const isThere = (release: string) =>
      apiManagerReleases.indexOf(release) >= apiManagerReleases.indexOf(since);
    expect(seen.filter(([release]) => isThere(String(release)))).toEqual(
      apiManagerReleases.filter(isThere).map((release) => [release, value]),
    );
    const before = seen.filter(([release]) => !isThere(String(release))).map(([, each]) => each);
    expect(before).not.toContain(value);
  });
});

describe("what is emitted", () => {
  it.each(apiManagerReleases)("%s: has each key tested", (release) => {
    const tested = emitted.map(([path]) => path.replace(/\.0$/, ""));
    const others = pathsOf(parse(tomlOf(`${release}.0`))).filter(
      (path) => !/^apim\.throttling\.|header\.X-WSO2/.test(path) && !tested.includes(path),
    );
    expect(others).toEqual([]);
  });

  it.each(apiManagerReleases)("%s: is what this release reads, key by key", (release) => {
    const { bad, ...known } = apiManagerKnownKeys;
    const profiles = ["all-in-one", "control-plane", "traffic-manager", "gateway"] as const;
    const peers = {
      controlPlaneHostname: "cp.example.com",
      controlPlanes: ["10.0.1.1"],
      trafficManagers: ["10.0.2.1"],
    };
    const problems = profiles.flatMap((profile) =>
      checkKnownKeys({ ...known, bad: [] }, release, parse(tomlOf(`${release}.0`, { profile, peers }))),
    );
    expect(problems).toEqual([]);
    expect(bad.length).toBeGreaterThan(20);
  });
});

describe("an array of tables of the operator's", () => {
  it("is added to ours: a listener more leaves the one that tells of revoked tokens", () => {
    const listener = { name: "org.example.Listener", type: "x", id: "x", order: 5 };
    const toml = tomlOf("4.5.0", {}, 1, { event_listener: [listener] });
    expect(valueAt(toml, "event_listener")).toMatchObject([listener, { id: "token_revocation" }]);
  });
});

describe("what an operator decides", () => {
  const at = (change: Partial<ApiManagerSettings>, path: string) => valueAt(tomlOf("4.5.0", change), path);

  it.each<[Partial<ApiManagerSettings>, string, unknown]>([
    [{ offset: 2 }, "server.offset", 2],
    [{ offset: 2 }, "apim.throttling.event_duplicate_url.0", "tcp://10.0.0.12:5674"],
    [{ offset: 2 }, "apim.throttling.url_group.0.traffic_manager_urls.0", "tcp://10.0.0.11:9613"],
    [{ offset: 2 }, "apim.gateway.environment.0.wss_endpoint", "wss://gw.example.com:8101"],
    [
      { proxyPorts: { http: 8080, https: 8443 } },
      "apim.devportal.url",
      "https://api.example.com:8443/devportal",
    ],
    [{ gatewayHostname: undefined }, "apim.gateway.environment.0.https_endpoint", "https://api.example.com"],
    [
      { environments: [{ name: "eu", hostname: "eu.example.com", ports: { https: 8443, http: 8080 } }] },
      "apim.gateway.environment.0.https_endpoint",
      "https://eu.example.com:8443",
    ],
    [
      { environments: [{ name: "eu" }, { name: "us" }] },
      "apim.sync_runtime_artifacts.gateway.gateway_labels",
      ["eu", "us"],
    ],
    [{ corsOrigins: ["https://app.example.com"] }, "apim.cors.allow_origins", ["https://app.example.com"]],
    [{ tlsVersions: ["TLSv1.3"] }, "transport.passthru_https.listener.parameters.HttpsProtocols", "TLSv1.3"],
    [{ keyManager: { url: "https://is.example.com" } }, "apim.key_manager.type", "WSO2-IS"],
    [
      { keyManager: { url: "https://is.example.com" } },
      "apim.key_manager.service_url",
      "https://is.example.com/services/",
    ],
    [{ devportalUrl: "https://dev.example.com/p" }, "apim.devportal.url", "https://dev.example.com/p"],
  ])("%j is %s", (change, path, value) => {
    expect(at(change, path)).toEqual(value);
  });
});
