import type * as pulumi from "@pulumi/pulumi";
import type { MachineIdentity } from "../machines/machine-identity";
import type { BalancerMember } from "../rolling/membership/balancer-member";
import type { Problem } from "../validation/problems";

/** A machine as what stands in front of it knows it. */
export interface EdgeMachine {
  key: string;
  instanceId: pulumi.Input<string>;
  address: pulumi.Input<string>;
  /** How many machines there are when none is out. */
  groupSize: number;
  /** All machines of its tier by key, itself among them; for what runs on the machines. @default not known */
  tier?: Readonly<Record<string, MachineIdentity>>;
}

/** The same once its own HAProxy runs. */
export interface ConfiguredMachine extends EdgeMachine {
  tier: Readonly<Record<string, MachineIdentity>>;
  /** New text for each new instance. */
  prepared: pulumi.Input<string>;
  /** `Name` tags of the tier's instances. */
  instanceNames: readonly string[];
}

/** What stands in front of a tier of machines. `ClassicLoadBalancer` is one, `TargetGroupEdge` another. */
export interface Edge {
  /** One machine as a member. */
  members(machine: EdgeMachine): pulumi.Output<BalancerMember[]>;
  /** Longest that requests in flight go on after a machine has left, in seconds. */
  readonly drainingTimeoutSec: number;
  /** How long it keeps an idle connection to a machine, in seconds. @default 60 */
  readonly idleTimeoutSec?: number;
  /** What must be there before a machine joins. */
  readonly ready: pulumi.Resource[];
  /** Instance profile that the machines need. @default none */
  readonly instanceProfile?: pulumi.Input<string>;
  /** Clients come to the machines themselves, and nobody in between says who they are. @default false */
  readonly isTransparent?: boolean;
  /** The machines take packets for an address that is not their interface's own. @default false */
  readonly takesOtherAddresses?: boolean;
  /** What is wrong with a tier of these machines, by key. @default nothing */
  check?(machines: readonly string[]): readonly Problem[];
  /** Makes what it needs on a machine itself, before that joins. @default nothing */
  configure?(name: string, machine: ConfiguredMachine, opts: pulumi.CustomResourceOptions): pulumi.Resource;
}

/** The region in an ARN. */
export function regionOfArn(arn: string): string {
  return arn.split(":")[3] ?? "";
}

/** The account in an ARN; none in one that has no account's number, as of AWS's own resources. */
export function accountOfArn(arn: string): string | undefined {
  return /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(arn)?.[1];
}
