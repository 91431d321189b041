import type { NodeFacts, Product, StorePasswords } from "../product";
import type { XmlEdit, XmlSetting } from "../product-install";

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

const local = (...path: string[]) => path.map((each) => `/*[local-name()='${each}']`).join("");
const server = local("Server");

/** What Carbon's own file has before each element of a section, in its order. */
const storeOrder = ["Location", "Type", "Password", "KeyAlias", "KeyPassword"];

function carbon(value: string, after: readonly string[], ...path: string[]): XmlSetting {
  return { xpath: server + local(...path), value, below: server, after };
}

/** In the listener for HTTPS, which a distribution must have: what is missing of its stores is made. */
function listener(store: "KeyStore" | "TrustStore", element: string, value: string): XmlSetting {
  const below = "/axisconfig/transportReceiver[@name='https']";
  const parameter = `parameter[@name='${store.toLowerCase()}']`;
  return { xpath: `${below}/${parameter}${local(store, element)}`, value, below, after: storeOrder };
}

/**
 * The name, keystore and truststore in the files that EI 6 ships; everything else in them stays. All releases from
 * 6.0.0 to 6.6.0 ship both names commented out (product-ei, distribution/src/conf/carbon.xml).
 */
function planXmlEdits(node: NodeFacts, passwords: StorePasswords): XmlEdit[] {
  const names = ["Name", "ServerKey", "Version"];
  const store = (section: "KeyStore" | "TrustStore", location: string, password: string) => [
    carbon(`\${carbon.home}/${location}`, storeOrder, "Security", section, "Location"),
    carbon("PKCS12", storeOrder, "Security", section, "Type"),
    carbon(password, storeOrder, "Security", section, "Password"),
  ];
  return [
    {
      path: "conf/carbon.xml",
      set: [
        carbon(node.serviceName, names, "HostName"),
        carbon(node.serviceName, [...names, "HostName"], "MgtHostName"),
        ...store("KeyStore", keystorePath, passwords.keystore),
        carbon("wso2carbon", storeOrder, "Security", "KeyStore", "KeyAlias"),
        carbon(passwords.keystore, storeOrder, "Security", "KeyStore", "KeyPassword"),
        ...store("TrustStore", truststorePath, passwords.truststore),
      ],
    },
    {
      path: "conf/axis2/axis2.xml",
      set: [
        listener("KeyStore", "Location", keystorePath),
        listener("KeyStore", "Type", "PKCS12"),
        listener("KeyStore", "Password", passwords.keystore),
        listener("KeyStore", "KeyPassword", passwords.keystore),
        listener("TrustStore", "Location", truststorePath),
        listener("TrustStore", "Type", "PKCS12"),
        listener("TrustStore", "Password", passwords.truststore),
      ],
    },
  ];
}
