/**
 * Whether an ELB has a node among the members that it sends requests to. `coming`: Tribes has it, and WSO2's agent waits
 * ten seconds before it takes it in, whatever Tribes says meanwhile.
 */
export type Membership = "in" | "out" | "coming" | "unknown";

/** What `wso2carbon.log` says since the ELB's last start. */
export interface MemberLog {
  /** It has said that its own part of the cluster is up. */
  readonly initialized: boolean;
  /** How often it was started. */
  readonly starts: number;
  /** By address: the last that was said of it. */
  readonly members: ReadonlyMap<string, Membership>;
  /** By address: how often one has joined, and has left. */
  readonly joins: ReadonlyMap<string, number>;
  readonly leaves: ReadonlyMap<string, number>;
  /**
   * By address: how often Axis2 has one in its own list. Twice, where a server's own word and another ELB's came at one
   * moment (`MembershipManager.memberAdded` looks and adds without a lock); a leave takes one of them away.
   */
  readonly entries: ReadonlyMap<string, number>;
}

/** Whether Axis2 still has one that has left: it then hears nothing of its coming back. */
export function isLeftOver({ members, entries }: MemberLog, address: string): boolean {
  return members.get(address) === "out" && (entries.get(address) ?? 0) > 0;
}

/** Changes with whatever an ELB says of a node: what was seen of its requests holds until then. */
export function standingOf({ starts, members, joins, leaves }: MemberLog, address: string): string {
  return [starts, members.get(address), joins.get(address) ?? 0, leaves.get(address) ?? 0].join(" ");
}

/** Axis2's words, with and without what WSO2 adds behind the ports (DefaultGroupManagementAgent). */
const joined = /Application member Host:([^\s,]+),.* joined application cluster/;
const coming = /Application member ([\d.]+):\d+\(.* joined group/;
const notAdded = /Could not add application member Host:([^\s,]+),/;
const left = /Application member Host:([^\s,]+),.* left cluster/;

/** Patterns for grep: the lines that are read here, and no other. */
export const memberLines = "Initializing cluster|Cluster initialization completed|pplication member ";

/** Reads the lines in their order; a start begins anew. */
export function readMemberLog(text: string): MemberLog {
  let initialized = false;
  let starts = 0;
  const members = new Map<string, Membership>();
  const joins = new Map<string, number>();
  const leaves = new Map<string, number>();
  const entries = new Map<string, number>();
  const count = (of: Map<string, number>, address: string, by: 1 | -1) =>
    of.set(address, Math.max(0, (of.get(address) ?? 0) + by));
  for (const line of text.split("\n")) {
    if (line.includes("Initializing cluster")) {
      initialized = false;
      starts++;
      members.clear();
      joins.clear();
      leaves.clear();
      entries.clear();
    } else if (line.includes("Cluster initialization completed")) {
      initialized = true;
    }
    const [, inAgain] = joined.exec(line) ?? [];
    if (inAgain) {
      members.set(inAgain, "in");
      count(joins, inAgain, 1);
    }
    const [, soon] = coming.exec(line) ?? [];
    if (soon) {
      count(entries, soon, 1);
      if (members.get(soon) !== "in") members.set(soon, "coming");
    }
    const [, never] = notAdded.exec(line) ?? [];
    if (never) members.set(never, "out");
    const [, gone] = left.exec(line) ?? [];
    if (gone) {
      members.set(gone, "out");
      count(leaves, gone, 1);
      count(entries, gone, -1);
    }
  }
  return { initialized, starts, members, joins, leaves, entries };
}
