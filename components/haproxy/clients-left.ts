import { metricsFrontend, readinessFrontend, statsFrontend } from "./check-config";
import { parseStats, type StatRow } from "./stats";

/** What clients have of a process. */
export interface ClientsLeft {
  /** Their connections, idle ones too. */
  readonly clients: number;
  /** Requests that they wait for, or connections that are passed on. */
  readonly requests: number;
}

const pages: readonly (string | undefined)[] = [readinessFrontend, statsFrontend, metricsFrontend];

/** From `show stat`, without those that ask for the machine's own pages. */
export function countClients(stats: string): ClientsLeft {
  const rows = parseStats(stats).filter(({ pxname }) => !pages.includes(pxname));
  const sum = (kind: string, of: (row: StatRow) => number) =>
    rows.filter(({ svname }) => svname === kind).reduce((total, row) => total + of(row), 0);
  return {
    clients: sum("FRONTEND", ({ scur }) => Number(scur ?? 0)),
    requests: sum("BACKEND", ({ qcur, scur }) => Number(qcur ?? 0) + Number(scur ?? 0)),
  };
}

/** The same of all processes that a reload left behind, as the state tool's `old` prints them. */
export function countOldClients(text: string): ClientsLeft {
  // One that can't be asked may have some.
  const silent = text.match(/^process \d+$/gm)?.length ?? 0;
  const each = text
    .split(/^worker \d+\n/m)
    .slice(1)
    .filter((part) => part.includes("# pxname,"))
    .map((part) => countClients(part.slice(part.indexOf("# pxname,"))));
  return {
    clients: each.reduce((total, { clients }) => total + clients, silent),
    requests: each.reduce((total, { requests }) => total + requests, silent),
  };
}
