import type { RollContext } from "../context";
import { balancerNames, type Member } from "./member";
import type { MemberView } from "./member-view";
import type { OutRecord } from "./out-record";

/** It says that a roll has a node out, and not yet that it is back. */
export function isOpen(record: OutRecord | undefined): boolean {
  return record !== undefined && record.joined === undefined;
}

/**
 * The same node under other names on its balancers, as far as the command is for them: what somebody took out by
 * hand there is not the roll's.
 */
export async function findOthers(
  members: readonly Member[],
  isMeant: (view: MemberView, record: OutRecord | undefined) => boolean,
): Promise<Member[]> {
  const lines = await Promise.all(members.map(async (member) => (await member.otherLines?.()) ?? []));
  const found = new Map(lines.flat().map((member) => [`${member.group} ${member.server}`, member] as const));
  for (const { group, server } of members) found.delete(`${group} ${server}`);
  const meant = await Promise.all(
    [...found.values()].map(async (member) => {
      const { servers, records } = await member.facts();
      const view = servers.find(({ name }) => name === member.server);
      const record = records.find(({ server }) => server === member.server);
      return view && isMeant(view, record) ? member : undefined;
    }),
  );
  return meant.filter((member) => member !== undefined);
}

/** The operator reads what else is touched. */
export function sayOthers(context: RollContext, node: string, others: readonly Member[]): void {
  if (others.length > 0) context.report.line(node, "same node", `${balancerNames(others)}, with it`);
}
