import { type Expected, named, readMapped } from "../read-mapped";
import { tomlOf } from "./example";

/** Kernels that can be had, by the release of API Manager whose line they are of. */
const kernels = [
  ["4.0.0", "4.6.3-m4"],
  ["4.2.0", "4.8.1"],
  ["4.5.0", "4.9.1-m1"],
] as const;

const security = "repository/resources/security";
const keyStore = (...path: string[]) => named("Server", "Security", "KeyStore", ...path);
const connector = (attribute: string) => `//*[local-name()='Connector'][@port='9443']/@${attribute}`;
const certificate = (attribute: string) => `//*[local-name()='Certificate']/@${attribute}`;
const source = (...path: string[]) =>
  `//*[local-name()='datasource'][*[local-name()='name']='WSO2_SHARED_DB']${named("definition", "configuration", ...path)}`;

/** What of the file belongs to the kernel. Its templates of API Manager's own keys are not in it. */
const expected: Expected[] = [
  ["carbon.xml", named("Server", "HostName"), "api.example.com"],
  ["carbon.xml", named("Server", "MgtHostName"), "api.example.com"],
  ["carbon.xml", named("Server", "Ports", "Offset"), "0"],
  ["carbon.xml", keyStore("Location"), `\${carbon.home}/${security}/shared.jks`],
  ["carbon.xml", keyStore("Type"), "JKS"],
  ["carbon.xml", keyStore("Password"), "key-pass"],
  ["carbon.xml", keyStore("KeyAlias"), "wso2carbon"],
  ["carbon.xml", keyStore("KeyPassword"), "key-pass"],
  [
    "carbon.xml",
    named("Server", "Security", "InternalKeyStore", "Location"),
    `\${carbon.home}/${security}/shared.jks`,
  ],
  [
    "carbon.xml",
    named("Server", "Security", "TrustStore", "Location"),
    `\${carbon.home}/${security}/trust.jks`,
  ],
  ["tomcat/catalina-server.xml", connector("proxyPort"), "443"],
  [
    "tomcat/catalina-server.xml",
    certificate("certificateKeystoreFile"),
    `\${carbon.home}/${security}/node.jks`,
  ],
  ["tomcat/catalina-server.xml", certificate("certificateKeystorePassword"), "key-pass"],
  ["tomcat/catalina-server.xml", "//*[local-name()='SSLHostConfig']/@protocols", "+TLSv1.2,+TLSv1.3"],
  ["datasources/master-datasources.xml", source("url"), "jdbc:postgresql://db.internal:5432/shared"],
  ["datasources/master-datasources.xml", source("password"), "shared-pass"],
  ["user-mgt.xml", "//*[local-name()='AdminUser']/*[local-name()='Password']", "of-this-stack"],
  ["etc/jmx.xml", named("JMX", "StartRMIServer"), "false"],
];

describe("WSO2's config mapper reads the deployment.toml of API Manager", () => {
  it.each(kernels)(
    "%s as kernel %s brings it: TLS by the node's key, the rest by the common one",
    async (version, kernel) => {
      expect(await readMapped(kernel, tomlOf(version), expected)).toEqual(expected);
    },
  );

  it.each(kernels)("%s as kernel %s brings it: a head of a table is that table", async (version, kernel) => {
    const extra = {
      "transport.https.properties": { acceptCount: 44 },
      "database.shared_db.pool_options": { maxActive: 33 },
      "super_admin.admin_role": "operators",
    };
    const wanted: Expected[] = [
      ["tomcat/catalina-server.xml", connector("acceptCount"), "44"],
      ["tomcat/catalina-server.xml", connector("proxyPort"), "443"],
      ["datasources/master-datasources.xml", source("maxActive"), "33"],
      ["user-mgt.xml", "//*[local-name()='AdminRole']", "operators"],
    ];
    expect(await readMapped(kernel, tomlOf(version, {}, 1, extra), wanted)).toEqual(wanted);
  });

  it("4.5.0 as a gateway, whose file names all the others", async () => {
    const peers = { controlPlaneHostname: "api.example.com", controlPlanes: ["10.0.0.21"] };
    const of = { profile: "gateway", peers: { ...peers, trafficManagers: ["10.0.0.31"] } } as const;
    expect(await readMapped("4.9.1-m1", tomlOf("4.5.0", of), expected)).toEqual(expected);
  });
});
