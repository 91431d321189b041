import type { CarbonSettings } from "../../../../components/nodes/carbon/carbon-settings";
import { carbonStoreFolder, renderCarbonToml } from "../../../../components/nodes/carbon/carbon-toml";
import { findKernelLine, type KernelLine } from "../../../../components/nodes/carbon/kernel-line";
import { kernels } from "../../../../sandbox/carbon-kernel/kernels";
import { type Expected, named, readMapped } from "../read-mapped";

const settings: CarbonSettings = {
  hostname: "console.example.com",
  offset: 3,
  proxyPorts: { http: 8080, https: 8443 },
  databases: {
    shared_db: {
      ...{
        type: "postgre",
        url: "jdbc:postgresql://db.internal:5432/shared?ssl=true&amp;sslmode=verify-full",
      },
      ...{ username: "wso2", password: "the-database's" },
    },
  },
};

function expectedOf(line: KernelLine): Expected[] {
  const carbon = (...path: string[]) => named("Server", ...path);
  const security = `\${carbon.home}/${carbonStoreFolder}`;
  const connector = (port: string, attribute: string) =>
    `//*[local-name()='Connector'][@port='${port}']/@${attribute}`;
  const source = (...path: string[]) =>
    `//*[local-name()='datasource'][*[local-name()='name']='WSO2_SHARED_DB']${named("definition", "configuration", ...path)}`;
  const { storeType, storeEnding } = line;
  return [
    ["carbon.xml", carbon("HostName"), "console.example.com"],
    ["carbon.xml", carbon("MgtHostName"), "console.example.com"],
    ["carbon.xml", carbon("Ports", "Offset"), "3"],
    ["carbon.xml", carbon("Security", "KeyStore", "Location"), `${security}/node.${storeEnding}`],
    ["carbon.xml", carbon("Security", "KeyStore", "Type"), storeType],
    ["carbon.xml", carbon("Security", "KeyStore", "Password"), "key-pass"],
    ["carbon.xml", carbon("Security", "KeyStore", "KeyAlias"), "wso2carbon"],
    ["carbon.xml", carbon("Security", "KeyStore", "KeyPassword"), "key-pass"],
    ["carbon.xml", carbon("Security", "TrustStore", "Location"), `${security}/trust.${storeEnding}`],
    ["carbon.xml", carbon("Security", "TrustStore", "Type"), storeType],
    ["carbon.xml", carbon("Security", "TrustStore", "Password"), "trust-pass"],
    ["tomcat/catalina-server.xml", connector("9763", "proxyPort"), "8080"],
    ["tomcat/catalina-server.xml", connector("9443", "proxyPort"), "8443"],
    [
      "datasources/master-datasources.xml",
      source("url"),
      "jdbc:postgresql://db.internal:5432/shared?ssl=true&sslmode=verify-full",
    ],
    ["datasources/master-datasources.xml", source("username"), "wso2"],
    ["datasources/master-datasources.xml", source("password"), "the-database's"],
    ["datasources/master-datasources.xml", source("driverClassName"), "org.postgresql.Driver"],
    ["datasources/master-datasources.xml", source("validationQuery"), "SELECT 1"],
    ["user-mgt.xml", "//*[local-name()='AdminUser']/*[local-name()='UserName']", "admin"],
    ["user-mgt.xml", "//*[local-name()='AdminUser']/*[local-name()='Password']", "admin-pass"],
    ["etc/jmx.xml", named("JMX", "StartRMIServer"), "false"],
    ["axis2/axis2.xml", "/axisconfig/clustering/parameter[@name='localMemberHost']", "10.0.0.11"],
    ["tomcat/catalina-server.xml", "//*[local-name()='SSLHostConfig']/@protocols", "+TLSv1.2,+TLSv1.3"],
    ...(line.hasHazelcast ? clusteringOf() : []),
  ];
}

function clusteringOf(): Expected[] {
  const clustering = "/axisconfig/clustering";
  const parameter = (name: string) => `${clustering}/parameter[@name='${name}']`;
  const member = (index: number, part: string) => `${clustering}/members/member[${index}]/${part}`;
  return [
    ["axis2/axis2.xml", `${clustering}/@enable`, "true"],
    ["axis2/axis2.xml", parameter("membershipScheme"), "wka"],
    ["axis2/axis2.xml", parameter("domain"), "console.cluster"],
    ["axis2/axis2.xml", parameter("localMemberHost"), "10.0.0.11"],
    ["axis2/axis2.xml", parameter("localMemberPort"), "4000"],
    ["axis2/axis2.xml", member(1, "hostName"), "10.0.0.11"],
    ["axis2/axis2.xml", member(2, "hostName"), "10.0.0.12"],
    ["axis2/axis2.xml", member(2, "port"), "4000"],
  ];
}

describe("WSO2's config mapper reads our deployment.toml", () => {
  it.each(Object.keys(kernels))(
    "as the kernel %s brings it: each of our values is in the file where the server looks for it",
    async (version) => {
      const line = findKernelLine(version);
      if (!line) throw new Error(`no line for ${version}`);
      const clustering = line.hasHazelcast ? { clustering: { domain: "console.cluster" } } : {};
      const toml = renderCarbonToml({
        settings: { ...settings, ...clustering },
        line,
        address: "10.0.0.11",
        members: ["10.0.0.11", "10.0.0.12"],
        passwords: { keystore: "key-pass", truststore: "trust-pass", admin: "admin-pass" },
      });
      const expected = expectedOf(line);
      expect(await readMapped(version, toml, expected)).toEqual(expected);
    },
  );
});
