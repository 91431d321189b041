import type { OutRecord, RecordStanding } from "./out-record";

/** Who took a node out. */
export interface OutStatus extends Omit<OutRecord, "server"> {
  /** Whether that roll is under way. */
  readonly standing: RecordStanding;
}

/** A node on one balancer. */
export interface MemberStatus {
  readonly balancer: string;
  /** @default true; false when the balancer could not be asked */
  readonly reachable: boolean;
  readonly known: boolean;
  readonly admin?: string;
  readonly status?: string;
  /** Gets requests when it is its turn. */
  readonly serves?: boolean;
  readonly sessions?: number;
  readonly requests?: number;
  readonly check?: string;
  /** Only of a node that a roll took out and did not bring back. */
  readonly out?: OutStatus;
}

/** One node on all its balancers. */
export interface NodeStatus {
  readonly node: string;
  readonly balancers: readonly MemberStatus[];
}
