import type { MemberView } from "./member-view";
import type { OutRecord } from "./out-record";
import type { Place } from "./own-places";
import type { FloorPolicy } from "./plans";

/** What a balancer says of its group as a whole. */
export interface GroupFacts {
  /** All servers of the backend. */
  readonly servers: readonly MemberView[];
  /** Names of the servers that belong to the group for good; `undefined` when nobody wrote that down. */
  readonly wanted?: readonly string[];
  /** Of those, the ones that have been in service once. */
  readonly joined?: readonly string[];
  /** Servers that have ever been in service, where one that is let in may be none. @default those that are let in or joined */
  readonly served?: readonly string[];
  /** What must stay UP, as written on this balancer; `undefined` when nobody wrote it down. */
  readonly floors?: FloorPolicy;
  /** Who took which server out, as written on this balancer. */
  readonly records: readonly OutRecord[];
  /** How many belong to the group, where one that is out can't be seen. @default the servers that can be */
  readonly size?: number;
}

/** A member as it is right now. */
export interface MemberState {
  readonly view: MemberView;
  /** Requests on their way to it, also those of a process that a reload left behind. */
  readonly inFlight: number;
}

/**
 * One node as a member of one balancer: what a roll needs of any kind of balancer.
 * A new kind implements this and is added to `openMember`.
 */
export interface Member {
  /** The balancer's key: `haproxy1`. */
  readonly balancer: string;
  readonly server: string;
  /** The group of servers that it is one of; a node can be in several of one balancer. @default the balancer's only one */
  readonly group?: string;
  /** Is one of a group that this roll is not about: the node is a server there, too. @default false */
  readonly elsewhere?: boolean;
  /** Whose lock it is that `exclusive` takes. @default the balancer's */
  readonly lockedAs?: string;
  /** The same node under other names on this balancer, which must leave and join with it. @default none */
  otherLines?(): Promise<Member[]>;
  /** The balancer has no such group any more: the plan is older than its configuration. @default false */
  isGone?(): Promise<boolean>;
  /**
   * What would keep the node from leaving or from joining again, each as one sentence: found without changing
   * anything. @default nothing
   */
  check?(): Promise<string[]>;
  /** Why taking it out ends what is in flight to it. @default it does not */
  cutsSessions?(): Promise<string | undefined>;
  /** Ends what is in flight to it. @default nobody can */
  shutdownSessions?(): Promise<void>;
  /** Where the balancer reaches the node. @default it does not tell, or that is for others to say */
  place?(): Promise<Place | undefined>;
  facts(): Promise<GroupFacts>;
  /** @throws RollError when the balancer does not know the server */
  state(): Promise<MemberState>;
  /** Runs the work while nobody else changes this balancer. */
  exclusive<T>(work: () => Promise<T>): Promise<T>;
  /** No new clients; those with a session stay. */
  drain(): Promise<void>;
  /** Nobody any more. */
  takeOut(): Promise<void>;
  /** In again at once; for a node that was serving until a moment ago. */
  putBack(): Promise<void>;
  /** In again as soon as fresh checks have passed. */
  admit(): Promise<void>;
  /**
   * Connections to a machine are clients' own, which it moves to no other one: a machine that leaves must end them.
   * @default false: they are the balancer's, or it ends them itself
   */
  carriesClients?(): Promise<boolean>;
  /** Client connections of a process that a reload left behind: they may still send it anything. */
  oldClients(): Promise<number>;
  /** Longest life of such a process, seconds. */
  readonly oldClientsLimitSec: number;
  /** Writes down who took this server out, in place of what stood there. */
  writeRecord(record: OutRecord): Promise<void>;
  /** Nobody has taken it out. */
  removeRecord(): Promise<void>;
  /** Writes down what must stay UP from now on. */
  writeFloors(policy: FloorPolicy): Promise<void>;
  /** Makes the present state outlive a restart of the balancer. */
  save(inService: boolean): Promise<void>;
  /** Removes a server that is out and no longer wanted, with what was written about it. */
  forget(): Promise<void>;
}

/** The same for members that share out the same requests. */
export function groupOf({ balancer, group }: Pick<Member, "balancer" | "group">): string {
  return group ?? balancer;
}

/** Names for a message: `haproxy1 haproxy2`. */
export function balancerNames(members: readonly Member[]): string {
  return members.map((member) => member.balancer).join(" ");
}

/** Holds all balancers, always taken in the same order, so that two programs can't wait for each other. */
export function exclusively<T>(members: readonly Member[], work: () => Promise<T>): Promise<T> {
  const byLock = new Map<string, Member>();
  for (const member of members) {
    const name = member.lockedAs ?? member.balancer;
    if (!byLock.has(name)) byLock.set(name, member);
  }
  const ordered = [...byLock]
    .sort(([left], [right]) => left.localeCompare(right))
    .map(([, member]) => member);
  return ordered.reduceRight<() => Promise<T>>((inner, member) => () => member.exclusive(inner), work)();
}

/** What each balancer says, in the order of the members. */
export function readFacts(members: readonly Member[]): Promise<GroupFacts[]> {
  return Promise.all(members.map((member) => member.facts()));
}
