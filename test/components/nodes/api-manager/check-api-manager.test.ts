import type { ApiManagerSettings } from "../../../../components/nodes/api-manager/api-manager-settings";
import {
  checkApiManager,
  checkApiManagerPassword,
} from "../../../../components/nodes/api-manager/check-api-manager";
import { apiManagerReleases } from "../../../../components/nodes/api-manager/releases";
import type { TomlTable } from "../../../../components/nodes/toml-table";
import { nest } from "../../../../components/nodes/toml-tables";
import { settings } from "./example";

/** Problems of one key that the operator sets. */
const ofKey = (version: string, path: string, value: TomlTable[string] = "x", newKeys?: string[]) =>
  checkApiManager(version, { ...settings, newKeys }, nest(path.split("."), value)).map(
    ({ propertyPath, reason }) => `${propertyPath} ${reason}`,
  );

describe("versions", () => {
  it.each(apiManagerReleases)("%s is known", (release) => {
    expect(checkApiManager(`${release}.0`, settings)).toEqual([]);
    expect(checkApiManager(`${release}.0.31`, settings)).toEqual([]);
  });

  it.each(["3.1.0", "4.7.0", "4.5", "four"])("fails %s, and says which are", (version) => {
    expect(checkApiManager(version, settings)).toEqual([
      { propertyPath: "version", reason: expect.stringContaining("3.2.x, 4.0.x") },
    ]);
  });
});

describe("keys that break a server", () => {
  const broken = [
    "apim.event_hub.listener.min_thread_pool_size",
    "apim.event_hub.listener.job_queue_size",
    "apim.throttling.jms.min_thread_pool_size",
    "apim.throttling.jms.max_thread_pool_size",
    "apim.throttling.jms.keep_alive_time_in_millis",
    "apim.throttling.jms.job_queue_size",
  ];

  it.each(broken)("fail from 4.3 on, and are not read before: %s", (path) => {
    for (const version of ["4.3.0", "4.4.0", "4.5.0", "4.6.0"]) {
      expect(ofKey(version, path)).toEqual([expect.stringContaining("the server would not start")]);
    }
    expect(ofKey("4.2.0", path)).toEqual([expect.stringContaining("only from 4.3 on")]);
  });

  it("fail though newKeys names them", () => {
    expect(ofKey("4.5.0", broken[0] ?? "", "x", ["apim.event_hub.listener"])).toHaveLength(1);
  });
});

describe("keys that change nothing", () => {
  it.each([
    ["transport.http.listener.secured_protocols", "set tlsVersions"],
    ["transport.http.listener.keystore.file_name", "made by the deployment"],
    ["transport.http.listener.bind_address", "transport.passthru_http.listener.parameters.bind-address"],
    ["transport.http.sender.proxy_host", "transport.passthru_http.sender.parameters"],
    ["transport.http.sender.non_proxy_hosts", "transport.passthru_https.sender.parameters"],
    ["transport.http.sender.truststore.file_name", "made by the deployment"],
    ["transport.http.sender.warn_on_http_500", "warnOnHTTP500"],
    ["apim.sync_runtime_artifacts.gateway.skip_list.local-entries", "skip_list.local_entries"],
    ["apim.key_manager.server_url", "set keyManager"],
    ["apim.key_manager.pool.max_idle", "no template reads it"],
  ])("fail with the right one: %s", (path, advice) => {
    for (const release of apiManagerReleases) {
      expect(ofKey(`${release}.0`, path)).toEqual([expect.stringContaining(advice)]);
    }
  });
});

describe("keys of another release", () => {
  it.each([
    ["4.0.0", "apim.event_hub.event_waiting_time", "only from 4.2 on"],
    ["4.2.0", "apim.throttling.enable_policy_recreation_on_startup", "only from 4.4 on"],
    ["4.2.0", "apim.ai.enable", "only from 4.3 on"],
    ["4.5.0", "apim.key_manager.enable_apikey_subscription_validation", "only from 4.1 on and up to 4.3"],
    ["4.5.0", "apim.distributed_throttling.enable", "only from 4.6 on"],
    ["4.1.0", "apim.auth_manager.service_url", "up to 4.0"],
    ["4.1.0", "catalinaValves.remoteIpValve.enable", "only from 4.2 on"],
  ])("%s fails %s", (version, path, span) => {
    expect(ofKey(version, path)).toEqual([expect.stringContaining(span)]);
  });
});

describe("keys that nobody reads", () => {
  it.each([
    ["apim.throtling.enable_data_publishing", "apim.throttling.enable_data_publishing"],
    ["apim.devportal.enable_rating", "apim.devportal.enable_ratings"],
    ["apim.cors.allowed_headers", "apim.cors.allow_headers"],
    ["tomcat.global.sesion_timeout", "tomcat.global.session_timeout"],
  ])("%s fails, with the nearest", (path, near) => {
    expect(ofKey("4.5.0", path)).toEqual([expect.stringContaining(`did you mean ${near}?`)]);
  });

  it("are taken where newKeys has them", () => {
    expect(ofKey("4.5.0", "apim.ai.model")).toEqual([expect.stringContaining("newKeys")]);
    expect(ofKey("4.5.0", "apim.ai.model", "x", ["apim.ai.model"])).toEqual([]);
    expect(ofKey("4.5.0", "apim.ai.model.name", "x", ["apim.ai.model"])).toEqual([]);
    expect(ofKey("4.5.0", "server.offset", 1, ["server.offset"])).toHaveLength(1);
  });

  it("fail in arrays of tables", () => {
    const audience = [{ basepath: "/a", audience: "b" }];
    expect(ofKey("4.5.0", "apim.rest_api.jwt.audience", audience)).toEqual([]);
    expect(ofKey("4.5.0", "apim.rest_api.jwt.audience", [{ base_path: "/a" }])).toEqual([
      expect.stringContaining("apim.rest_api.jwt.audience[].basepath"),
    ]);
    expect(ofKey("4.5.0", "apim.gateway.environment", [{ name: "a" }, { name: "b" }])).toHaveLength(1);
  });
});

describe("keys with dots in them", () => {
  const ofTables = (tables: TomlTable) => checkApiManager("4.5.0", settings, tables);

  it.each<TomlTable>([
    { apim: { "jwt.enable": true } },
    { apim: { "jwt.issuer": [{ name: "i" }] } },
    { transport: { "https.properties": { maxThreads: 9 } } },
  ])("fail where the product has tables: %j", (tables) => {
    expect(ofTables(tables)).toEqual([
      { propertyPath: expect.any(String), reason: expect.stringContaining("a table for each step") },
    ]);
  });

  it.each<TomlTable>([
    { "apim.jwt": { enable: true } },
    { "apim.jwt.enable": true },
    { transport: { passthru_http: { sender: { parameters: { "http.proxyHost": "proxy" } } } } },
    { synapse_properties: { "synapse.artifacts.file.storage.enabled": true } },
    { event_listener: [{ name: "l", properties: { "header.X-KEY": "k" } }] },
  ])("are taken as the head of a table, and where the product's own keys have dots: %j", (tables) => {
    expect(ofTables(tables)).toEqual([]);
  });
});

describe("keys that move what the deployment stands on", () => {
  it.each([
    "server.offset",
    "server.base_path",
    "server.server_role",
    "server.hostname",
    "transport.http.listener.port",
    "transport.http.listener.secured_port",
    "transport.passthru_https.listener.parameters.port",
    "transport.https.properties.port",
    "transport.receiver.tcp_port",
    "transport.binary.receiver.sslPort",
    "broker.transport.amqp.default_connection.port",
    "apim.wss.port",
    "apim.webhooks.https.port",
    "apim.throttling.url_group",
    "apim.throttling.event_duplicate_url",
    "apim.event_hub.event_listening_endpoints",
    "apim.event_hub.service_url",
    "apim.devportal.url",
    "apim.gateway.environment",
    "apim.cors.allow_origins",
    "database.apim_db.url",
    "database.shared_db.password",
    "keystore.tls.file_name",
    "truststore.file_name",
    "clustering.membership_scheme",
    "super_admin.password",
  ])("fail once: %s", (path) => {
    expect(ofKey("4.5.0", path)).toHaveLength(1);
  });

  it.each([
    ["apim.analytics.enable", true],
    ["apim.jwt.enable", true],
    ["apim.throttling.enable_header_based_throttling", true],
    ["oauth.token_validation.app_access_token_validity", 3600],
    ["transport.passthru_http.sender.parameters", { "http.proxyHost": "proxy" }],
    ["transport.passthru_https.sender.parameters", { "http.proxyHost": "proxy" }],
    ["catalinaValves.remoteIpValve.enable", true],
    ["database.apim_db.pool_options.maxActive", 80],
    ["tomcat.global.session_timeout", "60m"],
    ["user_store.type", "read_only_ldap_unique_id"],
  ])("are taken: %s", (path, value) => {
    expect(ofKey("4.5.0", path, value as TomlTable[string])).toEqual([]);
  });
});

describe("settings", () => {
  const database = { ...settings.databases?.apim_db, type: "postgre" } as const;

  it.each<[Partial<ApiManagerSettings>, string]>([
    [{ databases: undefined }, "databases"],
    [{ hostname: "API" }, "hostname"],
    [{ gatewayHostname: "GW" }, "gatewayHostname"],
    [{ offset: -1 }, "offset"],
    [{ environments: [] }, "environments"],
    [{ environments: [{ name: "a" }, { name: "a" }] }, "environments[1].name"],
    [{ environments: [{ name: "a", description: "R&D" }] }, "environments[0].description"],
    [{ environments: [{ name: "a", ports: { https: 0, http: 80 } }] }, "environments[0].ports.https"],
    [{ keyManager: { url: "https://is.example.com/oauth2" } }, "keyManager.url"],
    [{ devportalUrl: "http://dev.example.com" }, "devportalUrl"],
    [{ profile: "gateway" }, "peers"],
    [{ profile: "traffic-manager" }, "peers"],
    [{ corsOrigins: ["app.example.com"] }, "corsOrigins[0]"],
    [{ newKeys: ["apim"] }, "newKeys[0]"],
    [{ databases: { apim_db: { ...database, url: "x" } } as never }, "databases.apim_db.url"],
  ])("fail with %j at %s", (change, at) => {
    const problems = checkApiManager("4.5.0", { ...settings, ...change });
    expect(problems.map(({ propertyPath }) => propertyPath)).toEqual([at]);
  });

  it("fail with three nodes that are all in one, and not as profiles", () => {
    expect(checkApiManager("4.5.0", settings, {}, 3).map(({ propertyPath }) => propertyPath)).toEqual([
      "nodes",
    ]);
    expect(checkApiManager("4.5.0", { ...settings, profile: "control-plane" }, {}, 3)).toEqual([]);
  });

  it("need no shared databases for one node, for a rehearsal, or for a gateway", () => {
    const none = { ...settings, databases: undefined };
    const peers = { controlPlaneHostname: "cp.example.com" };
    expect(checkApiManager("4.5.0", none, {}, 1)).toEqual([]);
    expect(checkApiManager("4.5.0", { ...none, apart: true })).toEqual([]);
    expect(checkApiManager("4.5.0", { ...none, profile: "gateway", peers })).toEqual([]);
  });
});

describe("the administrator's password", () => {
  it.each(["admin", "with@sign", "a/slash", "quo'te", "per%cent", "col:on", "do$$ar", "abcd", undefined])(
    "fails as %j, and does not repeat it",
    (password) => {
      const problem = checkApiManagerPassword(password);
      expect(problem).toBeDefined();
      if (password !== undefined && password !== "admin") expect(problem).not.toContain(password);
    },
  );

  it.each(["Plain-Text_1.2~3", "abc!def*+"])("is taken as %s", (password) => {
    expect(checkApiManagerPassword(password)).toBeUndefined();
  });
});
