import { createHash } from "node:crypto";
import { parse } from "smol-toml";
import { identityServerKnownKeys } from "../../../../components/nodes/identity-server/check-identity-server";
import type { IdentityServerSettings } from "../../../../components/nodes/identity-server/identity-server-settings";
import { identityServerReleases } from "../../../../components/nodes/identity-server/releases";
import { checkKnownKeys } from "../../../../components/nodes/known-keys";
import { difference, pathsOf, valueAt } from "../toml-facts";
import { tomlOf } from "./example";

const aws: IdentityServerSettings["clustering"] = {
  ...{ scheme: "aws", domain: "is.cluster", region: "eu-central-1" },
  ...{ tag: { key: "cluster", value: "is" }, securityGroup: "is-nodes", iamRole: "is" },
};

describe("two nodes of Identity Server", () => {
  it.each(identityServerReleases)("%s: have files that differ in their own addresses alone", (release) => {
    expect(difference(tomlOf(`${release}.0`), tomlOf(`${release}.0`, {}, 2))).toEqual([
      '- [server] node_ip = "10.0.0.21"',
      '+ [server] node_ip = "10.0.0.22"',
      '- [clustering] local_member_host = "10.0.0.21"',
      '+ [clustering] local_member_host = "10.0.0.22"',
    ]);
  });
});

/** Each value that is emitted, by its key: what it is in the example, and the releases that read it. */
const emitted: [path: string, value: unknown, since?: string][] = [
  ["server.hostname", "is.example.com"],
  ["server.node_ip", "10.0.0.21"],
  ["server.offset", 0],
  ["server.base_path", `https://$ref{server.hostname}:\${carbon.management.port}`],
  ["super_admin.username", "admin"],
  ["super_admin.password", "of-this-stack"],
  ["super_admin.create_admin_account", true],
  ["user_store.type", "database_unique_id"],
  ["database.identity_db.type", "postgre"],
  ["database.identity_db.url", "jdbc:postgresql://db.internal:5432/identity"],
  ["database.identity_db.username", "wso2"],
  ["database.identity_db.password", "identity-pass"],
  ["database.identity_db.driver", "org.postgresql.Driver"],
  ["database.identity_db.pool_options.validationQuery", "SELECT 1"],
  ["database.shared_db.type", "postgre"],
  ["database.shared_db.url", "jdbc:postgresql://db.internal:5432/shared"],
  ["database.shared_db.username", "wso2"],
  ["database.shared_db.password", "shared-pass"],
  ["database.shared_db.driver", "org.postgresql.Driver"],
  ["database.shared_db.pool_options.validationQuery", "SELECT 1"],
  ["keystore.primary.password", "key-pass"],
  ["keystore.primary.alias", "wso2carbon"],
  ["keystore.primary.key_password", "key-pass"],
  ["keystore.tls.password", "key-pass"],
  ["keystore.tls.alias", "wso2carbon"],
  ["keystore.tls.key_password", "key-pass"],
  ["truststore.password", "trust-pass"],
  ["transport.http.properties.proxyPort", "80"],
  ["transport.https.properties.proxyPort", "443"],
  ["transport.https.sslHostConfig.properties.protocols", "+TLSv1.2,+TLSv1.3"],
  ["monitoring.jmx.rmi_server_start", false],
  ["carbon_health_check.enable", true],
  ["clustering.membership_scheme", "wka"],
  ["clustering.domain", "is.cluster"],
  ["clustering.local_member_host", "10.0.0.21"],
  ["clustering.local_member_port", "4000"],
  ["clustering.members.0", "10.0.0.21:4000"],
  ["clustering.members.1", "10.0.0.22:4000"],
];

/** What has another value by release, or one that is made. */
const byRelease = [
  ...["keystore.primary.file_name", "keystore.primary.type", "keystore.tls.file_name", "keystore.tls.type"],
  ...["truststore.file_name", "truststore.type", "encryption.key"],
  ...["account_recovery.endpoint.auth.hash", "identity.auth_framework.endpoint.app_password"],
  ...["user_store.properties.ConnectionRetryDelay"],
  ...["user_store_commons.min_connection_retry_delay_in_milli_seconds"],
];

describe("each key that is emitted", () => {
  it.each(emitted)("%s", (path, value) => {
    const seen = identityServerReleases.map((release) => [release, valueAt(tomlOf(`${release}.0`), path)]);
    expect(seen).toEqual(identityServerReleases.map((release) => [release, value]));
  });

  it.each(identityServerReleases)("%s: is tested, and is what this release reads", (release) => {
    const tested = [...emitted.map(([path]) => path.replace(/\.[01]$/, "")), ...byRelease];
    const tables = parse(tomlOf(`${release}.0`));
    expect(pathsOf(tables).filter((path) => !tested.includes(path))).toEqual([]);
    expect(checkKnownKeys({ ...identityServerKnownKeys, bad: [] }, release, tables)).toEqual([]);
  });

  it.each([
    ["6.1.0", undefined, undefined],
    ["7.0.0", "5000", "1000"],
    ["7.1.0", "5000", "1000"],
  ])(
    "%s: takes sign-ins again within seconds of a failover, where its kernel has a circuit breaker",
    (version, ...values) => {
      const paths = [
        "user_store.properties.ConnectionRetryDelay",
        "user_store_commons.min_connection_retry_delay_in_milli_seconds",
      ];
      expect(paths.map((path) => valueAt(tomlOf(version), path))).toEqual(values);
    },
  );

  it.each([
    ["5.10.0", "JKS", "jks"],
    ["6.1.0", "JKS", "jks"],
    ["7.1.0", "PKCS12", "p12"],
  ])("%s has stores of type %s", (version, type, ending) => {
    const at = (path: string) => valueAt(tomlOf(version), path);
    expect([at("keystore.primary.file_name"), at("keystore.primary.type")]).toEqual([
      `shared.${ending}`,
      type,
    ]);
    expect([at("keystore.tls.file_name"), at("keystore.tls.type")]).toEqual([`node.${ending}`, type]);
    expect([at("truststore.file_name"), at("truststore.type")]).toEqual([`trust.${ending}`, type]);
  });
});

describe("secrets that distributions ship the same for everybody", () => {
  it("are others: the login pages' password with its digest, and the key that encrypts", () => {
    const at = (path: string) => valueAt(tomlOf("7.1.0"), path);
    const password = String(at("identity.auth_framework.endpoint.app_password"));
    expect(password).toMatch(/^[0-9a-f]{32}$/);
    expect(at("account_recovery.endpoint.auth.hash")).toBe(
      createHash("sha256").update(password).digest("hex"),
    );
    expect(at("encryption.key")).toMatch(/^[0-9A-F]{32}$/);
    expect(at("encryption.key")).not.toBe(password.toUpperCase());
    expect(valueAt(tomlOf("5.10.0"), "encryption.key")).toBeUndefined();
  });

  it("are the same on all nodes, and others for another common key", () => {
    const key = (node: 1 | 2, sharedSecret?: string) =>
      valueAt(tomlOf("7.1.0", {}, node, undefined, sharedSecret ? { sharedSecret } : {}), "encryption.key");
    expect(key(1)).toBe(key(2));
    expect(key(1, "of-another-key")).not.toBe(key(1));
  });

  it("fail without a common key", () => {
    expect(() => tomlOf("7.1.0", {}, 1, undefined, { sharedSecret: undefined })).toThrow("sharedCertificate");
  });
});

describe("clustering by AWS", () => {
  const camel = { tagKey: "cluster", tagValue: "is", securityGroup: "is-nodes", iamRole: "is" };
  const kebab = {
    ...{ "tag-key": "cluster", "tag-value": "is", "security-group-name": "is-nodes", "iam-role": "is" },
  };

  it.each([
    ["5.10", camel],
    ["5.11", camel],
    ["6.0", kebab],
    ["6.1", kebab],
    ["7.0", camel],
    ["7.1", camel],
  ])("%s spells its properties as its kernel reads them", (release, properties) => {
    expect(valueAt(tomlOf(`${release}.0`, { clustering: aws }), "clustering")).toEqual({
      ...{ membership_scheme: "aws", domain: "is.cluster" },
      ...{ local_member_host: "10.0.0.21", local_member_port: "4000" },
      properties: { region: "eu-central-1", ...properties },
    });
  });
});

describe("as API Manager's key manager", () => {
  const keyManagerOf = { apiManagerUrl: "https://api.example.com", username: "events" };

  it.each(["5.11.0", "6.1.0"])("%s tells it of revoked tokens", (version) => {
    expect(valueAt(tomlOf(version, { keyManagerOf }), "event_listener.0.properties")).toEqual({
      notification_endpoint: "https://api.example.com/internal/data/v1/notify",
      username: "events",
      password: "of-api-manager",
      "header.X-WSO2-KEY-MANAGER": "WSO2-IS",
    });
  });

  it("7.1.0 lets it register applications with all scopes", () => {
    const toml = tomlOf("7.1.0", { keyManagerOf });
    expect(valueAt(toml, "oauth.authorize_all_scopes")).toBe(true);
    expect(valueAt(toml, "event_listener")).toBeUndefined();
  });
});
