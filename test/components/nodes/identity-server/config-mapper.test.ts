import { type Expected, named, readMapped } from "../read-mapped";
import { tomlOf } from "./example";

/** Kernels that can be had, by the release of Identity Server whose line they are of. */
const kernels = [
  ["6.0.0", "4.7.1", "jks", "JKS"],
  ["7.1.0", "4.10.32", "p12", "PKCS12"],
] as const;

const clustering = (name: string) => `/axisconfig/clustering/parameter[@name='${name}']`;
const certificate = (attribute: string) => `//*[local-name()='Certificate']/@${attribute}`;

function expectedOf(
  ending: string,
  type: string,
  properties: readonly (readonly [string, string])[],
): Expected[] {
  const security = `\${carbon.home}/repository/resources/security`;
  const keyStore = (...path: string[]) => named("Server", "Security", "KeyStore", ...path);
  return [
    ["carbon.xml", named("Server", "HostName"), "is.example.com"],
    ["carbon.xml", keyStore("Location"), `${security}/shared.${ending}`],
    ["carbon.xml", keyStore("Type"), type],
    ["tomcat/catalina-server.xml", certificate("certificateKeystoreFile"), `${security}/node.${ending}`],
    ["tomcat/catalina-server.xml", certificate("certificateKeystoreType"), type],
    ["health-check-config.xml", named("Server", "CarbonHealthCheckConfigs", "Enable"), "true"],
    ["axis2/axis2.xml", "/axisconfig/clustering/@enable", "true"],
    ["axis2/axis2.xml", clustering("membershipScheme"), "aws"],
    ["axis2/axis2.xml", clustering("domain"), "is.cluster"],
    ["axis2/axis2.xml", clustering("localMemberHost"), "10.0.0.21"],
    ...properties.map(([name, value]): Expected => ["axis2/axis2.xml", clustering(name), value]),
  ];
}

it.each([
  ["as a table of its name", { X: { id: "X", url: "jdbc:x" } }],
  ["in a list", [{ id: "X", url: "jdbc:x" }]],
])("WSO2's config mapper reads a data source %s", async (_, datasource) => {
  const wanted: Expected[] = [
    [
      "datasources/master-datasources.xml",
      "//*[local-name()='datasource'][*[local-name()='name']='X']//*[local-name()='url']",
      "jdbc:x",
    ],
  ];
  expect(await readMapped("4.10.32", tomlOf("7.1.0", {}, 1, { datasource }), wanted)).toEqual(wanted);
});

describe("WSO2's config mapper reads the deployment.toml of Identity Server", () => {
  it.each(kernels)("%s as kernel %s brings it", async (version, kernel, ending, type) => {
    const tag = { key: "cluster", value: "is" };
    const aws = { scheme: "aws", domain: "is.cluster", region: "eu-central-1", tag } as const;
    const names = version === "6.0.0" ? ["tag-key", "tag-value"] : ["tagKey", "tagValue"];
    const expected = expectedOf(ending, type, [
      ["region", "eu-central-1"],
      [names[0] ?? "", "cluster"],
      [names[1] ?? "", "is"],
    ]);
    expect(await readMapped(kernel, tomlOf(version, { clustering: aws }), expected)).toEqual(expected);
  });
});
