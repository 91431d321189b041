import { checkIdentityServer } from "../../../../components/nodes/identity-server/check-identity-server";
import type { IdentityServerSettings } from "../../../../components/nodes/identity-server/identity-server-settings";
import { planIdentityServer } from "../../../../components/nodes/identity-server/plan-identity-server";
import { identityServerReleases } from "../../../../components/nodes/identity-server/releases";
import type { TomlTable } from "../../../../components/nodes/toml-table";
import { nest } from "../../../../components/nodes/toml-tables";
import { settings } from "./example";

const ofKey = (version: string, path: string, value: TomlTable[string] = "x", newKeys?: string[]) =>
  checkIdentityServer(version, { ...settings, newKeys }, nest(path.split("."), value)).map(
    ({ reason }) => reason,
  );

describe("versions", () => {
  it.each(identityServerReleases)("%s is known", (release) => {
    expect(checkIdentityServer(`${release}.0`, settings)).toEqual([]);
  });

  it.each(["5.9.0", "7.2.0", "7"])("fails %s", (version) => {
    expect(checkIdentityServer(version, settings)).toEqual([
      { propertyPath: "version", reason: expect.stringContaining("5.10.x") },
    ]);
  });
});

describe("keys", () => {
  it.each([
    ["5.11.0", "catalinaValves.remoteIpValve.enable", "only from 6.0 on"],
    ["7.0.0", "encryption.old_key", "only from 7.1 on"],
    ["5.10.0", "server.disable_restart_from_ui", "only from 5.11 on"],
    ["7.1.0", "databse.user.url", "did you mean [database]?"],
    ["7.1.0", "keystore.internal.filename", "did you mean keystore.internal.file_name?"],
    ["7.1.0", "keystore.primary.filename", "would replace the key store"],
    ["7.1.0", "keystore.primary.name", "would replace the key store"],
    ["7.1.0", "datasource.pool_options.maxActive", "is no key that Identity Server 7.1 reads"],
    ["7.1.0", "database.user.type", "postgre (WSO2's word"],
    ["7.1.0", "server.base_path", "set hostname"],
    ["7.1.0", "database.identity_db.url", "set databases"],
    ["7.1.0", "carbon_health_check.enable", "says when a node can serve"],
    ["7.1.0", "clustering.properties.tagKey", "set clustering"],
    ["7.1.0", "clustering.membership_scheme", "set clustering"],
    ["7.1.0", "transport.https.enabled", "close a port"],
    ["7.1.0", "identity.auth_framework.endpoint.app_password", "known to everybody"],
    ["7.1.0", "server.offset", "set the offset of the settings"],
  ])("%s fails %s", (version, path, reason) => {
    expect(ofKey(version, path)).toEqual([expect.stringContaining(reason)]);
  });

  it("fail with the key that every distribution ships, and take the one that a database was encrypted with", () => {
    expect(ofKey("7.1.0", "encryption.key", "03BAFEB27A8E871CAD83C5CD4E771DAB")).toHaveLength(1);
    expect(ofKey("7.1.0", "encryption.key", "1".repeat(32))).toEqual([]);
  });

  it.each([
    ["oauth.token_validation.app_access_token_validity", 3600],
    ["output_adapter.email.hostname", "smtp"],
    ["user_store.type", "read_only_ldap_unique_id"],
    ["database.identity_db.pool_options.maxActive", 80],
    ["carbon_health_check.enable", true],
    ["session.timeout.idle_session_timeout", "15m"],
    ["datasource.AgentIdentity", { id: "AgentIdentity", pool_options: { maxActive: 1 } }],
    ["transport.https.sslHostConfig.properties.ciphers", "TLS_AES_256_GCM_SHA384"],
  ])("are taken: %s", (path, value) => {
    expect(ofKey("7.1.0", path, value)).toEqual([]);
  });
});

describe("settings", () => {
  const aws = { scheme: "aws", domain: "d", region: "eu-central-1", securityGroup: "g" } as const;

  it.each<[string, Partial<IdentityServerSettings>, string]>([
    ["7.1.0", { databases: undefined }, "databases"],
    ["7.1.0", { hostname: "IS" }, "hostname"],
    ["7.1.0", { clustering: { scheme: "wka", domain: "a b" } }, "clustering.domain"],
    ["7.1.0", { clustering: { ...aws, region: "Frankfurt" } }, "clustering.region"],
    ["7.1.0", { clustering: { ...aws, securityGroup: undefined } }, "clustering"],
    ["7.1.0", { keyManagerOf: { apiManagerUrl: "api.example.com" } }, "keyManagerOf.apiManagerUrl"],
    ["5.10.0", { keyManagerOf: { apiManagerUrl: "https://api.example.com" } }, "keyManagerOf"],
  ])("fail %s with %j at %s", (version, change, at) => {
    const problems = checkIdentityServer(version, { ...settings, ...change });
    expect(problems.map(({ propertyPath }) => propertyPath)).toEqual([at]);
  });
});

describe("the product", () => {
  it("moves each port but Hazelcast's with the offset", () => {
    const product = planIdentityServer("7.1.0", { ...settings, offset: 2 });
    expect([product.trafficPort, product.otherPorts, product.peerPorts, product.readiness("n").port]).toEqual(
      [9445, [9765, 4000], [4000], 9445],
    );
    expect(product.alsoReady?.("n").map(({ port }) => port)).toEqual([9445, 4000]);
  });

  it("fails with the password that everybody knows", () => {
    const files = (admin: string) =>
      planIdentityServer("7.1.0", settings).files(
        { key: "node1", serviceName: "is.internal", sharedSecret: "s" },
        { keystore: "k", truststore: "t", admin },
      );
    expect(() => files("admin")).toThrow(/every distribution ships/);
    expect(files("of-this-stack")).toHaveLength(1);
  });
});
