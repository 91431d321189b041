import { checkAdminPassword } from "../carbon/check-carbon";
import type { NodeFacts, Product, StorePasswords } from "../product";
import type { XmlEdit, XmlSetting } from "../product-install";
import { planTribesEdit } from "../tribes/plan-tribes-edit";
import { tribesPort } from "../tribes/tribes-settings";
import {
  type AppServerSettings,
  appServerDomain,
  appServerPorts,
  appServerSubDomain,
} from "./app-server-settings";

const keystorePath = "repository/resources/security/node.jks";
const truststorePath = "repository/resources/security/trust.jks";
const keyAlias = "wso2carbon";

/**
 * Application Server 5.1: Tomcat 7 in Carbon 4.1, configured by three XML files, a member of a Tribes domain. Ready when
 * the console's login page answers and its log says that it is in the cluster. It ships the administrator `admin` with
 * that password: give `passwords.admin`, which it takes into its user store at its first start.
 *
 * @throws Error from `xmlEdits` on a password that no server takes, and on the shipped one; nothing else: what
 * `checkAppServer` refuses must not come here
 */
export function planAppServer(version: string, settings: AppServerSettings): Product {
  const { offset = 0 } = settings;
  const https = appServerPorts.https + offset;
  return {
    name: "wso2as",
    version,
    folder: `wso2as-${version}`,
    publishedAt: `https://product-dist.wso2.com/products/application-server/${version}/wso2as-${version}.zip`,
    script: "bin/wso2server.sh",
    service: "appserver",
    trafficPort: https,
    otherPorts: [appServerPorts.http + offset, tribesPort],
    peerPorts: [tribesPort],
    logPath: "repository/logs/wso2carbon.log",
    logSays: ["Cluster initialization completed"],
    keystore: { path: keystorePath, type: "JKS", alias: keyAlias },
    truststore: { path: truststorePath, type: "JKS" },
    readiness: (host) => ({
      ...{ scheme: "https", port: https, path: "/carbon/admin/login.jsp", host, expectStatus: 200 },
    }),
    files: () => [],
    xmlEdits: (node, passwords) => [
      planCarbonXml(settings, passwords),
      planCatalinaXml(settings, passwords),
      planAxis2Xml(settings, node),
      ...planUserMgtXml(version, passwords.admin),
    ],
  };
}

const server = "/Server";
const storeOrder = ["Location", "Type", "Password", "KeyAlias", "KeyPassword"];

function carbon(value: string, after: readonly string[], ...path: string[]): XmlSetting {
  return { xpath: `${server}/${path.join("/")}`, value, below: server, after };
}

function planCarbonXml({ hostname, offset = 0 }: AppServerSettings, passwords: StorePasswords): XmlEdit {
  const names = ["Name", "ServerKey", "Version"];
  const store = (section: string, location: string, password: string) => [
    carbon(`\${carbon.home}/${location}`, storeOrder, "Security", section, "Location"),
    carbon("JKS", storeOrder, "Security", section, "Type"),
    carbon(password, storeOrder, "Security", section, "Password"),
  ];
  return {
    path: "repository/conf/carbon.xml",
    set: [
      carbon(hostname, names, "HostName"),
      carbon(hostname, [...names, "HostName"], "MgtHostName"),
      carbon(String(offset), [], "Ports", "Offset"),
      ...store("KeyStore", keystorePath, passwords.keystore),
      carbon(keyAlias, storeOrder, "Security", "KeyStore", "KeyAlias"),
      carbon(passwords.keystore, storeOrder, "Security", "KeyStore", "KeyPassword"),
      ...store("TrustStore", truststorePath, passwords.truststore),
    ],
  };
}

/**
 * `proxyPort`, so that the addresses that the server makes have the balancers' ports. And one request a connection: WSO2
 * ELB keeps connections to a member, and a request on one that the member is about to close would be lost.
 */
function planCatalinaXml({ proxyPorts }: AppServerSettings, { keystore }: StorePasswords): XmlEdit {
  const { http, https } = proxyPorts ?? { http: 80, https: 443 };
  const set = (port: number, attributes: Record<string, string>) => {
    const below = `${server}/Service/Connector[@port='${port}']`;
    return Object.entries(attributes).map(([name, value]) => ({ xpath: `${below}/@${name}`, value, below }));
  };
  return {
    path: "repository/conf/tomcat/catalina-server.xml",
    set: [
      ...set(appServerPorts.http, { proxyPort: String(http), maxKeepAliveRequests: "1" }),
      ...set(appServerPorts.https, {
        proxyPort: String(https),
        maxKeepAliveRequests: "1",
        keystoreFile: `\${carbon.home}/${keystorePath}`,
        keystoreType: "JKS",
        keystorePass: keystore,
      }),
    ],
  };
}

/** Without a password for it, the file stays as it is shipped. */
function planUserMgtXml(version: string, admin: string | undefined): XmlEdit[] {
  if (admin === undefined) return [];
  const problem = checkAdminPassword(admin);
  if (problem !== undefined) throw new Error(`passwords.admin of wso2as ${version} ${problem}`);
  return [
    {
      path: "repository/conf/user-mgt.xml",
      set: [{ xpath: "/UserManager/Realm/Configuration/AdminUser/Password", value: admin }],
    },
  ];
}

function planAxis2Xml(settings: AppServerSettings, node: NodeFacts): XmlEdit {
  const { address = "127.0.0.1", balancers = [] } = node;
  return {
    path: "repository/conf/axis2/axis2.xml",
    ...planTribesEdit({
      domain: settings.domain ?? appServerDomain,
      subDomain: settings.subDomain ?? appServerSubDomain,
      localMemberHost: address,
      members: balancers.map((hostName) => ({ hostName })),
    }),
  };
}
