import type { CarbonSettings } from "../../../../components/nodes/carbon/carbon-settings";
import { checkCarbon } from "../../../../components/nodes/carbon/check-carbon";
import { planCarbon } from "../../../../components/nodes/carbon/plan-carbon";

const settings: CarbonSettings = { hostname: "console.example.com" };
const database = {
  type: "postgre",
  url: "jdbc:postgresql://db:5432/shared",
  username: "wso2",
  password: "p",
} as const;

describe("checkCarbon", () => {
  it.each(["4.5.1", "4.6.3-m4", "4.7.1", "4.8.1", "4.9.1-m1", "4.10.2", "4.10.32"])(
    "takes kernel %s",
    (version) => {
      expect(checkCarbon(version, settings)).toEqual([]);
    },
  );

  it.each([
    ["4.4.6", {}, "version"],
    ["4.10", {}, "version"],
    ["4.10.32", { hostname: "Console" }, "hostname"],
    ["4.10.32", { offset: -1 }, "offset"],
    ["4.10.32", { clustering: { domain: "d" } }, "clustering"],
    ["4.8.1", { clustering: { domain: "d" } }, "clustering"],
    ["4.10.32", { adminUsername: "ad" }, "adminUsername"],
    ["4.10.32", { adminUsername: "R&D admin" }, "adminUsername"],
    [
      "4.9.1-m1",
      { databases: { shared_db: { ...database, username: "a&b" } } },
      "databases.shared_db.username",
    ],
    [
      "4.9.1-m1",
      { databases: { shared_db: { ...database, url: "postgres://db" } } },
      "databases.shared_db.url",
    ],
    [
      "4.9.1-m1",
      { databases: { shared_db: { ...database, url: `${database.url}?a=1&b=2` } } },
      "databases.shared_db.url",
    ],
    [
      "4.9.1-m1",
      { databases: { shared_db: { ...database, password: "a&b" } } },
      "databases.shared_db.password",
    ],
    [
      "4.10.32",
      {
        encryptSecrets: true,
        databases: { shared_db: { ...database, password: `a&b${"x".repeat(243)}`.replace("&", "ü") } },
      },
      "databases.shared_db.password",
    ],
  ])("fails kernel %s with %j at %s", (version, change, at) => {
    const problems = checkCarbon(version, { ...settings, ...change });
    expect(problems.map(({ propertyPath }) => propertyPath)).toEqual([at]);
    expect(JSON.stringify(problems)).not.toContain("a&b");
  });
});

describe("tables of the operator's", () => {
  it.each([
    [{ server: { offset: 1 } }, "server.offset"],
    [{ "server.offset": 1 }, "server.offset"],
    [{ keystore: { primary: { file_name: "corp.jks" } } }, "keystore.primary.file_name"],
    [{ keystore: { tls: { alias: "x" } } }, "keystore.tls.alias"],
    [{ truststore: { type: "JKS" } }, "truststore.type"],
    [{ transport: { https: { properties: { port: 8443 } } } }, "transport.https.properties.port"],
    [
      { transport: { https: { sslHostConfig: { properties: { certificateVerification: "required" } } } } },
      "transport.https.sslHostConfig.properties.certificateVerification",
    ],
    [{ super_admin: { password: "admin" } }, "super_admin.password"],
    [{ transport: { https: { properties: { proxyPort: 7 } } } }, "transport.https.properties.proxyPort"],
    [
      { transport: { https: { sslHostConfig: { properties: { protocols: "TLSv1" } } } } },
      "transport.https.sslHostConfig.properties.protocols",
    ],
    [{ keystore: { internal: { file_name: "wso2carbon.jks" } } }, "keystore.internal.file_name"],
    [{ super_admin: { password: "$secret{admin}" } }, "super_admin.password"],
    [{ event_listener: [{ properties: { password: "$secret{smtp}" } }] }, "event_listener"],
    [{ mail: { url: "smtp://u:$secret{smtp}@host" } }, "mail.url"],
    [{ clustering: { members: ["10.0.0.1:4000"] } }, "clustering.members"],
    [{ secrets: { admin_password: "[a-secret]" } }, "secrets.admin_password"],
  ])("fail with %j", (extra, path) => {
    const problems = checkCarbon("4.9.1-m1", settings, extra);
    expect(problems.map(({ propertyPath }) => propertyPath)).toEqual([`deploymentToml.${path}`]);
  });

  it.each([
    [{ tomcat: { global: { session_timeout: "60m" } } }],
    [{ keystore: { internal: { file_name: "internal.jks" } } }],
    [{ transport: { https: { properties: { maxThreads: "400" } } } }],
  ])("are taken: %j", (extra) => {
    expect(checkCarbon("4.9.1-m1", settings, extra)).toEqual([]);
  });
});

describe("planCarbon", () => {
  it("moves every port with the offset, but not Hazelcast's", () => {
    const product = planCarbon("4.9.1-m1", { ...settings, offset: 2, clustering: { domain: "d" } });
    expect([product.trafficPort, product.otherPorts, product.readiness("n").port]).toEqual([
      9445,
      [9765, 4000],
      9445,
    ]);
  });
});

describe("the administrator's password", () => {
  const files = (admin?: string) =>
    planCarbon("4.10.32", settings).files(
      { key: "node1", serviceName: "carbon.internal" },
      { keystore: "k", truststore: "t", admin },
    );

  it.each([
    [undefined, /is needed/],
    ["", /is needed/],
    ["admin", /every distribution ships/],
    ["abcd", /5 to 30 characters/],
    ["with a space", /no space/],
    ["x".repeat(31), /5 to 30 characters/],
    ["less<than", /write into XML/],
  ])("fails as %j, and does not repeat it", (admin, reason) => {
    expect(() => files(admin)).toThrow(reason);
    if (admin !== undefined && admin !== "admin" && admin.length > 0)
      expect(() => files(admin)).not.toThrow(new RegExp(admin));
  });

  it("is in deployment.toml alone", () => {
    expect(files("of-this-stack")).toEqual([
      {
        path: "repository/conf/deployment.toml",
        content: expect.stringContaining('password = "of-this-stack"'),
      },
    ]);
  });
});
