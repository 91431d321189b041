import type { NodeFacts, Product, StorePasswords } from "../nodes/product";
import type { XmlEdit, XmlSetting } from "../nodes/product-install";
import { planTribesEdit } from "../nodes/tribes/plan-tribes-edit";
import { tribesPort } from "../nodes/tribes/tribes-settings";
import { type ElbSettings, elbDomain, elbPorts } from "./elb-config";
import { renderLoadbalancerConf } from "./render-loadbalancer-conf";

const keystorePath = "repository/resources/security/node.jks";
const truststorePath = "repository/resources/security/trust.jks";

/**
 * WSO2 ELB 2.0: pass-through listeners on 80 and 443 in front of the members of Tribes domains. It is up when its port
 * for HTTPS is open and its log says that it is in the cluster. What it would answer depends on members, who start after
 * it: that they have joined is for their own `join` to see.
 */
export function planElb(version: string, settings: ElbSettings): Product {
  const { http, https } = settings.ports ?? elbPorts;
  return {
    name: "wso2elb",
    version,
    folder: `wso2elb-${version}`,
    publishedAt: `https://product-dist.wso2.com/products/elastic-load-balancer/${version}/wso2elb-${version}.zip`,
    script: "bin/wso2server.sh",
    service: "elb",
    lowPorts: Math.min(http, https) < 1024,
    portAlone: true,
    trafficPort: https,
    otherPorts: [http, tribesPort],
    peerPorts: [tribesPort],
    logPath: "repository/logs/wso2carbon.log",
    logSays: ["Cluster initialization completed"],
    keystore: { path: keystorePath, type: "JKS", alias: "wso2carbon" },
    truststore: { path: truststorePath, type: "JKS" },
    readiness: (host) => ({ scheme: "https", port: https, path: "/", host, expectStatus: 200 }),
    files: () => [{ path: "repository/conf/loadbalancer.conf", content: renderLoadbalancerConf(settings) }],
    xmlEdits: (node, passwords) => [planCarbonXml(settings), planAxis2Xml(settings, node, passwords)],
  };
}

function planCarbonXml({ hostname }: ElbSettings): XmlEdit {
  const names = ["Name", "ServerKey", "Version"];
  const name = (element: string, after: readonly string[]): XmlSetting => ({
    ...{ xpath: `/Server/${element}`, value: hostname, below: "/Server", after },
  });
  return {
    path: "repository/conf/carbon.xml",
    set: [name("HostName", names), name("MgtHostName", [...names, "HostName"])],
  };
}

/** The listeners' ports and stores, and the cluster of the ELBs. All ELBs are its well-known members. */
function planAxis2Xml(
  settings: ElbSettings,
  node: NodeFacts,
  { keystore, truststore }: StorePasswords,
): XmlEdit {
  const { address = "127.0.0.1", members = [address] } = node;
  const { http, https } = settings.ports ?? elbPorts;
  const receiver = (name: string) => `/axisconfig/transportReceiver[@name='${name}']`;
  const parameter = (below: string, path: string, value: string): XmlSetting => ({
    ...{ xpath: `${below}/parameter${path}`, value, below },
  });
  const store = (kind: "KeyStore" | "TrustStore", values: Readonly<Record<string, string>>) =>
    Object.entries(values).map(([element, value]) =>
      parameter(receiver("https"), `[@name='${kind.toLowerCase()}']/${kind}/${element}`, value),
    );
  const tribes = planTribesEdit({
    domain: settings.domain ?? elbDomain,
    localMemberHost: address,
    members: members.filter((each) => each !== address).map((hostName) => ({ hostName })),
  });
  return {
    path: "repository/conf/axis2/axis2.xml",
    set: [
      parameter(receiver("http"), "[@name='port']", String(http)),
      parameter(receiver("https"), "[@name='port']", String(https)),
      ...store("KeyStore", {
        Location: keystorePath,
        Type: "JKS",
        Password: keystore,
        KeyPassword: keystore,
      }),
      ...store("TrustStore", { Location: truststorePath, Type: "JKS", Password: truststore }),
      ...tribes.set,
    ],
    lists: tribes.lists,
  };
}
