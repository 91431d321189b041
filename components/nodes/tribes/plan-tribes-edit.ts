import type { XmlEdit, XmlSetting } from "../product-install";
import { type TribesSettings, tribesPort } from "./tribes-settings";

const clustering = "/axisconfig/clustering";

/** The agent of Carbon 4.0 and 4.1; from 4.2 on it is Hazelcast's. */
const agent = "org.apache.axis2.clustering.tribes.TribesClusteringAgent";

function parameter(name: string, value: string): XmlSetting {
  return { xpath: `${clustering}/parameter[@name='${name}']`, value, below: clustering };
}

/**
 * The clustering part of an `axis2.xml`: a member of a domain that finds the others by well-known addresses. What the
 * file ships beside that, as retries and message order, stays.
 */
export function planTribesEdit(settings: TribesSettings): Omit<XmlEdit, "path"> {
  const { domain, localMemberHost, localMemberPort = tribesPort, members, subDomain } = settings;
  const property = `${clustering}/parameter[@name='properties']/property[@name='subDomain']/@value`;
  return {
    set: [
      { xpath: `${clustering}/@enable`, value: "true", below: clustering },
      { xpath: `${clustering}/@class`, value: agent, below: clustering },
      parameter("membershipScheme", "wka"),
      parameter("domain", domain),
      parameter("localMemberHost", localMemberHost),
      parameter("localMemberPort", String(localMemberPort)),
      ...(subDomain === undefined ? [] : [{ xpath: property, value: subDomain, below: clustering }]),
    ],
    lists: [
      {
        xpath: `${clustering}/members`,
        below: clustering,
        element: "member",
        items: members.map(({ hostName, port = tribesPort }) => ({ hostName, port: String(port) })),
      },
    ],
  };
}
