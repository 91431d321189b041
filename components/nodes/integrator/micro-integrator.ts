import { stringify } from "smol-toml";
import { renderProblems } from "../../validation/problems";
import { microIntegratorFolders } from "../common-folders";
import type { NodeFacts, Product, StorePasswords } from "../product";
import { addTables } from "../table-heads";
import type { TomlTable } from "../toml-table";
import { checkModel, readModel, unfoldKeys } from "./read-model";

const keystorePath = "repository/resources/security/node.p12";
const truststorePath = "repository/resources/security/trust.p12";

/**
 * Micro Integrator 4.x. Readiness is the internal API's `/healthz` (200; 500 while an application is faulty).
 * Runtime ports are 8290, 8253, 9201 and 9164: base ports plus its default offset of 10 (product's carbon.xml.j2).
 * @param settings tables of deployment.toml that the operator adds or overrides; ports that they move are followed
 */
export function planMicroIntegrator(version: string, settings: TomlTable = {}): Product {
  const { http, https, internalHttp, internalHttps, probeScheme } = readModel(settings);
  const probePort = probeScheme === "https" ? internalHttps : internalHttp;
  return {
    name: "wso2mi",
    version,
    folder: `wso2mi-${version}`,
    publishedAt: `https://github.com/wso2/product-micro-integrator/releases/download/v${version}/wso2mi-${version}.zip`,
    script: "bin/micro-integrator.sh",
    ...newestJava(version),
    trafficPort: https,
    otherPorts: [...(http === undefined ? [] : [http]), ...new Set([internalHttp, probePort])],
    logPath: "repository/logs/wso2carbon.log",
    ...microIntegratorFolders,
    keystore: { path: keystorePath, type: "PKCS12", alias: "wso2carbon" },
    truststore: { path: truststorePath, type: "PKCS12" },
    readiness: (host) => ({
      scheme: probeScheme,
      port: probePort,
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

/**
 * From 4.2 to 4.3 `bin/micro-integrator.sh` ends, with status 0, on a Java newer than 17; from 4.4 on it takes 21.
 * Source: that script in wso2/micro-integrator, and its "Update startup script for JDK 21" of October 2024.
 */
function newestJava(version: string): Pick<Product, "newestJava"> {
  return /^4\.[23]\./.test(version) ? { newestJava: 17 } : {};
}

/**
 * deployment.toml of one node; without the operator's word the offset is left out, so that it is 10.
 * @throws Error that names what is wrong with the operator's tables
 */
export function renderDeploymentToml(
  version: string,
  node: NodeFacts,
  passwords: StorePasswords,
  settings: TomlTable,
): string {
  const problems = checkModel(settings);
  if (problems.length > 0) throw new Error(renderProblems(`deployment.toml of ${node.key}`, problems));
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
  return `${stringify(addTables(own, unfoldKeys(settings)))}\n`;
}
