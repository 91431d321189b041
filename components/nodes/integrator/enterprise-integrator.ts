import type { NodeFacts, Product, StorePasswords } from "../product";
import type { XmlEdit } from "../product-install";

/** Ports of EI 6.x's integrator profile, offset 0. */
export const enterpriseIntegratorPorts = { http: 8280, https: 8243, servletHttp: 9763, servletHttps: 9443 };

const keystorePath = "repository/resources/security/node.p12";
const truststorePath = "repository/resources/security/trust.p12";

/** Enterprise Integrator 6.x: XML configuration; ready when the axis2 service `Version` answers on 8243. */
export function planEnterpriseIntegrator(version: string): Product {
  return {
    name: "wso2ei",
    version,
    folder: `wso2ei-${version}`,
    publishedAt: `https://github.com/wso2/product-ei/releases/download/v${version}/wso2ei-${version}.zip`,
    script: "bin/integrator.sh",
    trafficPort: enterpriseIntegratorPorts.https,
    otherPorts: [
      enterpriseIntegratorPorts.http,
      enterpriseIntegratorPorts.servletHttp,
      enterpriseIntegratorPorts.servletHttps,
    ],
    logPath: "repository/logs/wso2carbon.log",
    keystore: { path: keystorePath, type: "PKCS12", alias: "wso2carbon" },
    truststore: { path: truststorePath, type: "PKCS12" },
    readiness: (host) => ({
      scheme: "https",
      port: enterpriseIntegratorPorts.https,
      path: "/services/Version",
      host,
      expectStatus: 200,
    }),
    files: () => [],
    xmlEdits: planXmlEdits,
  };
}

/** The name, keystore and truststore in the files that EI 6 ships; everything else in them stays. */
function planXmlEdits(node: NodeFacts, passwords: StorePasswords): XmlEdit[] {
  const local = (...path: string[]) => path.map((each) => `/*[local-name()='${each}']`).join("");
  const carbon = (...path: string[]) => local("Server", ...path);
  const https = (parameter: string, ...path: string[]) =>
    `/axisconfig/transportReceiver[@name='https']/parameter[@name='${parameter}']${local(...path)}`;
  const store = (section: "KeyStore" | "TrustStore", location: string, password: string) => [
    { xpath: carbon("Security", section, "Location"), value: `\${carbon.home}/${location}` },
    { xpath: carbon("Security", section, "Type"), value: "PKCS12" },
    { xpath: carbon("Security", section, "Password"), value: password },
  ];
  return [
    {
      path: "conf/carbon.xml",
      set: [
        { xpath: carbon("HostName"), value: node.serviceName },
        { xpath: carbon("MgtHostName"), value: node.serviceName },
        ...store("KeyStore", keystorePath, passwords.keystore),
        { xpath: carbon("Security", "KeyStore", "KeyAlias"), value: "wso2carbon" },
        { xpath: carbon("Security", "KeyStore", "KeyPassword"), value: passwords.keystore },
        ...store("TrustStore", truststorePath, passwords.truststore),
      ],
    },
    {
      path: "conf/axis2/axis2.xml",
      set: [
        { xpath: https("keystore", "KeyStore", "Location"), value: keystorePath },
        { xpath: https("keystore", "KeyStore", "Type"), value: "PKCS12" },
        { xpath: https("keystore", "KeyStore", "Password"), value: passwords.keystore },
        { xpath: https("keystore", "KeyStore", "KeyPassword"), value: passwords.keystore },
        { xpath: https("truststore", "TrustStore", "Location"), value: truststorePath },
        { xpath: https("truststore", "TrustStore", "Type"), value: "PKCS12" },
        { xpath: https("truststore", "TrustStore", "Password"), value: passwords.truststore },
      ],
    },
  ];
}
