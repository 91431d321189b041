import { type Member, otherMember } from "./database-model";

/** What is known of one of the two machines. */
export interface MemberFacts {
  /** Whether the machine runs. */
  readonly there: boolean;
  /** Whether its server has the data: made new, or copied from the primary. */
  readonly made: boolean;
  /** Whether its server answers. */
  readonly answers: boolean;
}

export interface DatabaseFacts {
  readonly primary: Member;
  readonly multiAz: boolean;
  readonly members: Readonly<Record<Member, MemberFacts>>;
  /** Whether somebody asked for a failover that has not been. */
  readonly asked: boolean;
}

/** What is done next; `none` where all is as it should be, or a machine is on its way. */
export type DatabaseStep =
  | { readonly do: "none" }
  | { readonly do: "make" | "start" | "failOver" | "join"; readonly member: Member };

/** One step of keeping a database with its standby; each leads to the next. */
export function planStep({ primary, multiAz, members, asked }: DatabaseFacts): DatabaseStep {
  const first = members[primary];
  const standby = otherMember(primary);
  const second = members[standby];
  const canTakeOver = multiAz && second.there && second.made && second.answers;
  if (!first.made) return first.there ? { do: "make", member: primary } : { do: "none" };
  if (canTakeOver && (asked || !first.answers)) return { do: "failOver", member: standby };
  if (!first.answers) return first.there ? { do: "start", member: primary } : { do: "none" };
  if (!multiAz || !second.there || (second.made && second.answers)) return { do: "none" };
  // What was the primary before may have what nobody else has: it is made anew of the one that serves.
  return { do: "join", member: standby };
}
