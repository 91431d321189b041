import { planStorePlaces } from "../carbon/carbon-toml";
import { findKernelLine } from "../carbon/kernel-line";
import { apiManagerFolders } from "../common-folders";
import { planMadeDatabases } from "../made-databases";
import type { Product } from "../product";
import type { Readiness } from "../service-plan";
import type { TomlTable } from "../toml-table";
import { type ApiManagerProfile, type ApiManagerSettings, planApiManagerPorts } from "./api-manager-settings";
import { renderApiManagerToml } from "./api-manager-toml";
import { checkApiManagerPassword } from "./check-api-manager";
import { findApiManagerRelease, isSince, planPack } from "./releases";

/**
 * API Manager, whole or one part of a distributed deployment.
 *
 * Ready is the page that answers 200 once all APIs and policies are deployed, where it needs no password; in versions
 * before 4.3, and where there is no gateway, the console's login page. `/services/Version` alone says only that Axis2
 * is up. And everything else that a node carries must answer, too: the gateway's own port, the token endpoint's keys,
 * the broker and the receiver of events that the other node connects to.
 *
 * @param extra tables of deployment.toml that the operator adds or overrides
 * @throws Error for a version that `checkApiManager` refuses; its files, for a password of the administrator's that a
 * server would not take, or that everybody knows
 */
export function planApiManager(version: string, settings: ApiManagerSettings, extra?: TomlTable): Product {
  const release = findApiManagerRelease(version);
  const line = release && findKernelLine(release.kernel);
  if (!release || !line) throw new Error(`no API Manager ${version}`);
  const { profile = "all-in-one", offset } = settings;
  const pack = planPack(release, profile);
  const { https, ...others } = planApiManagerPorts(offset);
  const { keystore, truststore, shared } = planStorePlaces(line);
  const allDeployed = release.opensStartupCheck && (profile === "all-in-one" || profile === "gateway");
  return {
    name: pack.name,
    version,
    folder: `${pack.name}-${version}`,
    script: pack.script,
    service: "api-manager",
    hasAdministrator: true,
    callsItself: "app.origin.host in each portal's settings.json",
    newestJava: release.newestJava,
    ...(pack.profile === undefined ? {} : { javaOpts: `-Dprofile=${pack.profile}` }),
    memoryOptions: "-XX:InitialRAMPercentage=25 -XX:MaxRAMPercentage=60",
    publishedAt: `https://github.com/wso2/product-apim/releases/download/v${version}/${pack.name}-${version}.zip`,
    trafficPort: https,
    otherPorts: Object.values(others),
    peerPorts: peerPortsOf(profile, others),
    logPath: "repository/logs/wso2carbon.log",
    ...apiManagerFolders(isSince(version, "4.0")),
    ...{ keystore, truststore },
    sharedKeystore: { ...shared, trustedAs: "gateway_certificate_alias" },
    readiness: (host) => ({
      ...{ scheme: "https", port: https, host, expectStatus: 200 },
      path: allDeployed ? "/api/am/gateway/v2/server-startup-healthcheck" : "/carbon/admin/login.jsp",
    }),
    alsoReady: (host) => planAlsoReady(profile, host, { https, ...others }),
    driverFolder: "repository/components/lib",
    ...(settings.databasesOfWorkload ? { needsDatabases: true } : {}),
    tableScripts: { apim_db: ["dbscripts/apimgt/{engine}.sql"], shared_db: ["dbscripts/{engine}.sql"] },
    files: (
      { address = "127.0.0.1", members = [address], peers },
      { admin = "", keyManager, databases: logins, ...own },
    ) => {
      const problem = checkApiManagerPassword(admin);
      if (problem !== undefined) throw new Error(`passwords.admin of API Manager ${version} ${problem}`);
      const passwords = { ...own, admin };
      const node = { address, members, peers, passwords, keyManagerPassword: keyManager };
      const databases = planMadeDatabases(settings.databases, logins);
      const content = renderApiManagerToml(
        { version, pack, settings: { ...settings, databases }, line, ...node },
        extra,
      );
      return [{ path: "repository/conf/deployment.toml", content }];
    },
    xmlEdits: () => [],
  };
}

type Ports = ReturnType<typeof planApiManagerPorts>;

/** What nodes of one group, and gateways of another, have open for each other. */
function peerPortsOf(profile: ApiManagerProfile, ports: Omit<Ports, "https">): number[] {
  const { broker, events, eventsTls } = ports;
  return profile === "gateway" ? [] : [broker, events, eventsTls];
}

function planAlsoReady(profile: ApiManagerProfile, host: string, ports: Ports): Readiness[] {
  const page = (port: number, path: string): Readiness => ({
    ...{ scheme: "https", port, path, host, expectStatus: 200 },
  });
  const open = (port: number): Readiness => ({ scheme: "tcp", port });
  const gateway = page(ports.gatewayHttps, "/services/Version");
  const tokenKeys = page(ports.https, "/oauth2/jwks");
  const peers = peerPortsOf(profile, ports).map(open);
  switch (profile) {
    case "all-in-one":
      return [gateway, tokenKeys, ...peers];
    case "control-plane":
      return [tokenKeys, ...peers];
    case "traffic-manager":
      return peers;
    case "gateway":
      return [gateway];
  }
}
