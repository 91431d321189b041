import { stringify } from "smol-toml";
import type { NodeFacts, Product, StorePasswords } from "../product";
import type { TomlTable } from "../toml-table";

/** Runtime ports of MI 4.x: base 8280 and 8243 plus its default offset of 10 (product's carbon.xml.j2). */
export const microIntegratorPorts = { http: 8290, https: 8253, internalHttp: 9201, internalHttps: 9164 };

const keystorePath = "repository/resources/security/node.p12";
const truststorePath = "repository/resources/security/trust.p12";

/**
 * Micro Integrator 4.x. Readiness is the internal API's `/healthz` (200; 500 while an application is faulty).
 * @param settings tables of deployment.toml that the operator adds or overrides
 */
export function planMicroIntegrator(version: string, settings: TomlTable = {}): Product {
  return {
    name: "wso2mi",
    version,
    folder: `wso2mi-${version}`,
    publishedAt: `https://github.com/wso2/product-micro-integrator/releases/download/v${version}/wso2mi-${version}.zip`,
    script: "bin/micro-integrator.sh",
    trafficPort: microIntegratorPorts.https,
    otherPorts: [microIntegratorPorts.http, microIntegratorPorts.internalHttp],
    logPath: "repository/logs/wso2carbon.log",
    keystore: { path: keystorePath, type: "PKCS12", alias: "wso2carbon" },
    truststore: { path: truststorePath, type: "PKCS12" },
    readiness: (host) => ({
      scheme: "http",
      port: microIntegratorPorts.internalHttp,
      path: "/healthz",
      host,
      expectStatus: 200,
    }),
    files: (node, passwords) => [
      {
        path: "conf/deployment.toml",
        content: renderDeploymentToml(version, node, passwords, settings),
      },
    ],
    xmlEdits: () => [],
  };
}

/** deployment.toml of one node; the offset is left out, so that it is 10. */
export function renderDeploymentToml(
  version: string,
  node: NodeFacts,
  passwords: StorePasswords,
  settings: TomlTable,
): string {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const graceful = major > 4 || (major === 4 && minor >= 5);
  const own: TomlTable = {
    server: {
      hostname: node.serviceName,
      ...(graceful ? { graceful_shutdown_enabled: true, graceful_shutdown_timeout: "180000" } : {}),
    },
    keystore: {
      primary: {
        file_name: keystorePath,
        type: "PKCS12",
        password: passwords.keystore,
        alias: "wso2carbon",
        key_password: passwords.keystore,
      },
    },
    truststore: { file_name: truststorePath, type: "PKCS12", password: passwords.truststore },
    cluster_config: { node_id: node.key },
  };
  return `${stringify(mergeTables(own, settings))}\n`;
}

/** Deep merge of tables; what the operator sets wins, arrays and values are taken whole. */
export function mergeTables(base: TomlTable, over: TomlTable): TomlTable {
  const merged: TomlTable = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const below = merged[key];
    merged[key] = isTable(below) && isTable(value) ? mergeTables(below, value) : value;
  }
  return merged;
}

function isTable(value: unknown): value is TomlTable {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
