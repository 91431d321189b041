import { carbonPorts, clusterPort } from "../carbon/carbon-settings";
import { planStorePlaces } from "../carbon/carbon-toml";
import { checkAdminPassword } from "../carbon/check-carbon";
import { findKernelLine } from "../carbon/kernel-line";
import { identityServerFolders } from "../common-folders";
import { planMadeDatabases } from "../made-databases";
import type { Product } from "../product";
import type { TomlTable } from "../toml-table";
import type { IdentityServerSettings } from "./identity-server-settings";
import { renderIdentityServerToml } from "./identity-server-toml";
import { findIdentityServerRelease } from "./releases";

/** Where a server says that its databases and user stores are there; keep it from clients at the public balancer. */
export const identityServerHealthPath = "/api/health-check/v1.0/health";

/**
 * Identity Server. Ready is its health page, which asks the databases and the user store, and the keys of its token
 * endpoint; with clustering the port of the other nodes is open, too.
 *
 * @param extra tables of deployment.toml that the operator adds or overrides
 * @throws Error for a version that `checkIdentityServer` refuses; its files, for a password of the administrator's that
 * a server would not take, or that everybody knows
 */
export function planIdentityServer(
  version: string,
  settings: IdentityServerSettings,
  extra?: TomlTable,
): Product {
  const release = findIdentityServerRelease(version);
  const line = release && findKernelLine(release.kernel);
  if (!release || !line) throw new Error(`no Identity Server ${version}`);
  const { offset = 0, clustering } = settings;
  const { keystore, truststore, shared } = planStorePlaces(line);
  const https = carbonPorts.https + offset;
  const peers = clustering ? [clusterPort] : [];
  return {
    name: "wso2is",
    version,
    folder: `wso2is-${version}`,
    script: "bin/wso2server.sh",
    service: "identity-server",
    hasAdministrator: true,
    callsItself: "server.internal_hostname (since 6.0)",
    newestJava: release.newestJava,
    memoryOptions: "-XX:InitialRAMPercentage=25 -XX:MaxRAMPercentage=60",
    publishedAt: `https://github.com/wso2/product-is/releases/download/v${version}/wso2is-${version}.zip`,
    trafficPort: https,
    otherPorts: [carbonPorts.http + offset, ...peers],
    ...(clustering ? { peerPorts: peers } : {}),
    logPath: "repository/logs/wso2carbon.log",
    ...identityServerFolders,
    ...{ keystore, truststore },
    sharedKeystore: { ...shared, trustedAs: "shared-key" },
    readiness: (host) => ({
      ...{ scheme: "https", port: https, path: identityServerHealthPath, host, expectStatus: 200 },
    }),
    alsoReady: (host) => [
      { scheme: "https", port: https, path: "/oauth2/jwks", host, expectStatus: 200 },
      ...peers.map((port) => ({ scheme: "tcp", port }) as const),
    ],
    driverFolder: "repository/components/lib",
    ...(settings.databasesOfWorkload ? { needsDatabases: true } : {}),
    tableScripts: {
      identity_db: ["dbscripts/identity/{engine}.sql", "dbscripts/consent/{engine}.sql"],
      shared_db: ["dbscripts/{engine}.sql"],
    },
    files: (
      { address = "127.0.0.1", members = [address], sharedSecret },
      { admin = "", apiManager, databases: logins, ...own },
    ) => {
      const problem = checkAdminPassword(admin);
      if (problem !== undefined) throw new Error(`passwords.admin of Identity Server ${version} ${problem}`);
      if (!sharedSecret) throw new Error(`Identity Server ${version} needs a sharedCertificate`);
      const node = { address, members, passwords: { ...own, admin }, apiManagerPassword: apiManager };
      const databases = planMadeDatabases(settings.databases, logins);
      const all = { release, line, settings: { ...settings, databases }, sharedSecret };
      return [
        {
          path: "repository/conf/deployment.toml",
          content: renderIdentityServerToml({ ...all, ...node }, extra),
        },
      ];
    },
    xmlEdits: () => [],
  };
}
