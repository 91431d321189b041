/** What a server says of itself in a Tribes cluster; the rest follows from where it runs. */
export interface TribesSettings {
  /** The cluster's name. */
  readonly domain: string;
  /** Its own address, as the others reach it. */
  readonly localMemberHost: string;
  /** @default 4000 */
  readonly localMemberPort?: number;
  /** The well-known members: addresses that are up before it is. */
  readonly members: readonly { readonly hostName: string; readonly port?: number }[];
  /** Which of the domain's requests it gets, `mgt` or `worker`. @default none: those of no sub-domain */
  readonly subDomain?: string;
}

/** Axis2's own. */
export const tribesPort = 4000;
