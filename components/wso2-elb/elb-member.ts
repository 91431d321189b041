import type { SshTarget } from "../remote/ssh-target";
import type { BalancerMember } from "../rolling/membership/balancer-member";

/** A request that an ELB sends on to any of a domain's nodes. */
export interface ElbProbe {
  /** The ELB's port for HTTP. */
  readonly port: number;
  /** A host of the domain, for the Host header. */
  readonly host: string;
  /** A page that every node answers. @default / */
  readonly path?: string;
}

/** One node as a member of a Tribes domain that one WSO2 ELB balances. */
export interface Wso2ElbMember extends BalancerMember {
  readonly kind: "wso2-elb";
  /** The ELB's key: `elb1`. */
  readonly balancer: string;
  readonly ssh: SshTarget;
  /** Its `wso2carbon.log`: what ELB 2.0 knows of members, it says nowhere else. */
  readonly logPath: string;
  /** The node's key. */
  readonly server: string;
  /** The Tribes domain. */
  readonly domain: string;
  /** Port of Tribes on the members. */
  readonly tribesPort: number;
  /** The domain's nodes by key, with the address that each tells of itself, this one too. */
  readonly nodes: Readonly<Record<string, string>>;
  /** Ports of a member that the ELB sends requests to. */
  readonly trafficPorts: readonly number[];
  /** What proves that the ELB sends to the nodes that it says it has. @default what it says is believed */
  readonly probe?: ElbProbe;
}
