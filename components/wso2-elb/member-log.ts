/**
 * Whether an ELB has a node among the members that it sends requests to. `coming`: Tribes has it, and WSO2's agent waits
 * ten seconds before it takes it in, whatever Tribes says meanwhile.
 */
export type Membership = "in" | "out" | "coming" | "unknown";

/** What `wso2carbon.log` says since the ELB's last start. */
export interface MemberLog {
  /** It has said that its own part of the cluster is up. */
  readonly initialized: boolean;
  /** By address: the last that was said of it. */
  readonly members: ReadonlyMap<string, Membership>;
  /** By address: how often one has left. */
  readonly leaves: ReadonlyMap<string, number>;
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
  const members = new Map<string, Membership>();
  const leaves = new Map<string, number>();
  for (const line of text.split("\n")) {
    if (line.includes("Initializing cluster")) {
      initialized = false;
      members.clear();
      leaves.clear();
    } else if (line.includes("Cluster initialization completed")) {
      initialized = true;
    }
    const [, inAgain] = joined.exec(line) ?? [];
    if (inAgain) members.set(inAgain, "in");
    const [, soon] = coming.exec(line) ?? [];
    if (soon && members.get(soon) !== "in") members.set(soon, "coming");
    const [, never] = notAdded.exec(line) ?? [];
    if (never) members.set(never, "out");
    const [, gone] = left.exec(line) ?? [];
    if (gone) {
      members.set(gone, "out");
      leaves.set(gone, (leaves.get(gone) ?? 0) + 1);
    }
  }
  return { initialized, members, leaves };
}
