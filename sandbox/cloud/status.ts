import type { ElbInstanceHealth } from "../elb/parse-stats";
import type { MachineState } from "../machines";

/** A machine of the sandbox and what it stands for. */
export interface CloudMachine extends MachineState {
  readonly standsFor: "instance" | "load balancer" | "database";
  /** The instance's `Name` tag, or the name of the load balancer or of the database. */
  readonly title: string;
}

/** A load balancer's data plane. */
export interface CloudLoadBalancer {
  readonly name: string;
  /** What AWS would resolve to the address. */
  readonly dnsName: string;
  readonly address: string;
  readonly ports: readonly number[];
  readonly instances: readonly ElbInstanceHealth[];
  /** Why it doesn't serve what the API says. */
  readonly problem?: string;
}

/** The live state of a sandbox's cloud. */
export interface CloudStatus {
  readonly pid: number;
  readonly endpoint: string;
  /** Whether the machines are what the API says; false while a round runs or something failed. */
  readonly settled: boolean;
  readonly network?: { readonly vpcId: string; readonly cidr: string };
  readonly machines: readonly CloudMachine[];
  readonly loadBalancers: readonly CloudLoadBalancer[];
  readonly problems: readonly string[];
}
