import { planMadeDatabases } from "../made-databases";
import type { Product } from "../product";
import type { TomlTable } from "../toml-table";
import { type CarbonSettings, carbonPorts, clusterPort } from "./carbon-settings";
import { planStorePlaces, renderCarbonToml } from "./carbon-toml";
import { checkAdminPassword } from "./check-carbon";
import { findKernelLine } from "./kernel-line";

const product = "wso2carbon-core";
const configuration = "repository/conf/deployment.toml";

function planEncryption(wanted: CarbonSettings["encryptSecrets"]): Pick<Product, "encrypts"> {
  if (!wanted) return {};
  return { encrypts: { path: configuration, ...(wanted === true ? {} : wanted) } };
}

/**
 * A server of the Carbon kernel, as everything of WSO2's that stands on it: API Manager, Identity Server.
 *
 * Ready is the console's login page, not `/services/Version`: that one answers 1 to 2 s before the servlets do,
 * which answer 500 until then (seen with every kernel from 4.5.1 to 4.10.32).
 *
 * @param extra tables of deployment.toml that the operator adds or overrides
 * @throws Error for a version that `checkCarbon` refuses; its files, for a password of the administrator's that a
 * server would not take, or that everybody knows
 */
export function planCarbon(version: string, settings: CarbonSettings, extra?: TomlTable): Product {
  const line = findKernelLine(version);
  if (!line) throw new Error(`no Carbon kernel ${version}`);
  const { offset = 0, clustering } = settings;
  const { keystore, truststore } = planStorePlaces(line);
  const https = carbonPorts.https + offset;
  return {
    name: product,
    version,
    folder: `${product}-${version}`,
    script: "bin/wso2server.sh",
    service: "carbon",
    hasAdministrator: true,
    // Of the machine's memory: the rest is for the system and for what the JVM needs beside its heap.
    memoryOptions: "-XX:InitialRAMPercentage=25 -XX:MaxRAMPercentage=60",
    publishedAt: `https://maven.wso2.org/nexus/content/groups/public/org/wso2/carbon/wso2carbon-core/${version}/wso2carbon-core-${version}.zip`,
    trafficPort: https,
    otherPorts: [carbonPorts.http + offset, ...(clustering ? [clusterPort] : [])],
    ...(clustering ? { peerPorts: [clusterPort] } : {}),
    logPath: "repository/logs/wso2carbon.log",
    ...{ keystore, truststore },
    readiness: (host) => ({
      ...{ scheme: "https", port: https, path: "/carbon/admin/login.jsp", host, expectStatus: 200 },
    }),
    driverFolder: "repository/components/lib",
    tableScripts: { shared_db: ["dbscripts/{engine}.sql"] },
    files: ({ address = "127.0.0.1", members = [address] }, { admin = "", databases, ...stores }) => {
      const problem = checkAdminPassword(admin);
      if (problem !== undefined) throw new Error(`passwords.admin of ${product} ${version} ${problem}`);
      const facts = {
        settings: { ...settings, databases: planMadeDatabases(settings.databases, databases) },
        ...{ line, address, members, passwords: { ...stores, admin } },
      };
      return [{ path: configuration, content: renderCarbonToml(facts, extra) }];
    },
    xmlEdits: () => [],
    ...planEncryption(settings.encryptSecrets),
  };
}
