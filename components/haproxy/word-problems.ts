import { isUsable } from "../rolling/membership/serves";
import type { BackendWords } from "./config-words";
import { findOtherLines, lineKey } from "./other-lines";
import type { ServersUp } from "./server-conditions";
import { findTurning, type ServerRule } from "./server-rules";
import type { ServerView } from "./server-view";

/** A server among the others of its HAProxy. */
export interface ServerAmong {
  readonly view: ServerView;
  /** The node's own line, where this is another one of the same node. */
  readonly own?: ServerView;
  readonly servers: readonly ServerView[];
  /** What a roll has taken out, by `backend/server`: it comes back before others leave. */
  readonly records: ReadonlyMap<string, unknown>;
  readonly leaveAlone?: readonly string[];
  /** How many nodes of its backend may be out at once, itself included. @default 1 */
  readonly outAtOnce?: number;
}

/** What a configuration says that would lose requests when a node leaves or comes back. */
export function findWordProblems(
  { backends, rules }: { backends: ReadonlyMap<string, BackendWords>; rules: readonly ServerRule[] },
  among: ServerAmong,
): string[] {
  const { view, own, servers } = among;
  const key = lineKey(view);
  const words = backends.get(view.backend);
  if (!words) {
    return [
      `backend ${view.backend} is not in the files that HAProxy was started with, as they are now: what they say of it is not known; put it there by its name, without a variable, and reload HAProxy`,
    ];
  }
  const problems: string[] = [];
  if (words.keepsPersisting) {
    problems.push(
      `backend ${view.backend} has \`option persist\`: clients of a session are sent to ${key} while it is out as well; take it out of the configuration (\`option redispatch\` sends them to another server)`,
    );
  }
  const backups = servers.filter(({ backend, backup }) => backup && backend === view.backend);
  if (!view.backup && backups.length > 0 && words.cutsBackups(view.name)) {
    const names = backups.map(({ name }) => name).join(", ");
    problems.push(
      `${key} has \`on-marked-up shutdown-backup-sessions\`: its join would end what the backup ${names} answers in that moment; take it out of the configuration`,
    );
  }
  if (!own) problems.push(...describeTurning(rules, among));
  return problems;
}

function describeTurning(rules: readonly ServerRule[], among: ServerAmong): string[] {
  const { view, servers, records, leaveAlone, outAtOnce = 1 } = among;
  const linesOf = (one: ServerView) => [one, ...findOtherLines(one, servers, leaveAlone)].map(lineKey);
  const before = servers.filter((each) => isUsable(each) || records.has(lineKey(each)));
  const others = before.filter((each) => each.backend === view.backend && lineKey(each) !== lineKey(view));
  const upBefore = serversUp(before);
  const told = new Map<ServerRule, readonly string[]>();
  for (const beside of neighbours(others, outAtOnce - 1)) {
    const leaving = [view, ...beside].flatMap(linesOf);
    const after = before.filter((each) => !leaving.includes(lineKey(each)));
    for (const rule of findTurning(rules, upBefore, serversUp(after))) {
      if (!told.has(rule)) told.set(rule, leaving);
    }
  }
  return [...told].map(
    ([{ section, text }, leaving]) =>
      `\`${text}\` of ${section} turns on which servers are up, and would turn when ${leaving.join(", ")} is out: let it hold for ${outAtOnce} fewer, or take it out of the configuration`,
  );
}

/** Each row of so many that stand beside each other, as a batch does. */
function neighbours(others: readonly ServerView[], count: number): ServerView[][] {
  if (count <= 0 || others.length === 0) return [[]];
  return others.map((_, from) => [...others, ...others].slice(from, from + Math.min(count, others.length)));
}

/** As HAProxy counts for `nbsrv`: the first backup alone where no other is left. */
function serversUp(servers: readonly ServerView[]): ServersUp {
  const keys = new Set(servers.map(lineKey));
  return {
    isUp: (server) => keys.has(server),
    count: (name) => {
      const own = servers.filter(({ backend }) => backend === name);
      const active = own.filter(({ backup }) => !backup).length;
      return active || Math.min(own.length, 1);
    },
  };
}
