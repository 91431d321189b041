/** Some of a domain's members and the hosts whose requests they get. */
export interface ElbDomain {
  /** The Tribes domain that the members are in. */
  readonly name: string;
  /** Host names as clients send them. */
  readonly hosts: readonly string[];
  /** `mgt` or `worker`, as the members say of themselves. @default members that say nothing */
  readonly subDomain?: string;
  /** Tenants: `*` all, one number, or a range such as `1-100`. @default * */
  readonly tenantRange?: string;
}

/** A service and its domains. */
export interface ElbService {
  readonly name: string;
  readonly domains: readonly ElbDomain[];
}

/** What an operator decides of WSO2 ELB 2.0; the rest follows from its machines. */
export interface ElbSettings {
  /** The name of the ELB itself. */
  readonly hostname: string;
  readonly services: readonly ElbService[];
  /** Ports that it listens at. @default 80 and 443 */
  readonly ports?: { readonly http: number; readonly https: number };
  /** The Tribes domain of the ELBs themselves. @default wso2.carbon.lb.domain */
  readonly domain?: string;
  /** A client that is silent for so long is no session any more, in seconds. @default 90 */
  readonly sessionTimeoutSec?: number;
}

/** The Tribes domain of the ELBs themselves (`axis2.xml` of the product). */
export const elbDomain = "wso2.carbon.lb.domain";
/** Ports of WSO2 ELB as the source sets them. */
export const elbPorts = { http: 80, https: 443 };
/** The product's own example. */
export const elbSessionTimeoutSec = 90;
