/** What an operator decides of an Application Server 5.1; the rest follows from the node. */
export interface AppServerSettings {
  /** Name that clients use; the server builds absolute addresses with it. */
  readonly hostname: string;
  /** Added to the server's two ports. @default 0 */
  readonly offset?: number;
  /** Ports at which clients see the server, behind balancers. @default 80 and 443 */
  readonly proxyPorts?: { readonly http: number; readonly https: number };
  /** The Tribes domain, as the balancers know it. @default wso2.appserver.domain */
  readonly domain?: string;
  /** @default mgt: the management console's */
  readonly subDomain?: string;
}

/** Ports of a server without offset (`catalina-server.xml`). */
export const appServerPorts = { http: 9763, https: 9443 };

/** Of the source and of WSO2's own examples. */
export const appServerDomain = "wso2.appserver.domain";
export const appServerSubDomain = "mgt";
