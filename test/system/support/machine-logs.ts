import type { Cli } from "../../../sandbox/cli/drive-cli";

/** Something that a machine wrote in its own journal. */
export interface MachineEvent {
  readonly at: number;
  /** Who says so: `haproxy1`, `node2`. */
  readonly machine: string;
  readonly node: string;
  readonly what: "drain" | "maint" | "ready" | "stopped" | "started";
}

const haproxyLines: [RegExp, MachineEvent["what"]][] = [
  [/Server \S+\/(\S+) is going DOWN for maintenance/, "maint"],
  [/Server \S+\/(\S+) enters drain state/, "drain"],
  [
    /Server \S+\/(\S+) \(?is\)? ?(?:UP\/READY|READY|UP\/DRAIN \(leaving forced drain\)|.*leaving forced maintenance)/,
    "ready",
  ],
];

const serviceLines: [RegExp, MachineEvent["what"]][] = [
  [/Stopped (?:wso2-|WSO2)/, "stopped"],
  [/Started (?:wso2-|WSO2)/, "started"],
];

/** What HAProxy says of each node's server, and systemd of each node's service, since a time. */
export async function readMachineEvents(
  cli: Cli,
  balancers: readonly string[],
  nodes: readonly string[],
  sinceMs: number,
  service = "wso2-integrator",
): Promise<MachineEvent[]> {
  const journal = (machine: string, unit: string) =>
    cli.ssh(
      machine,
      `sudo journalctl -u ${unit} -o json --output-fields=MESSAGE --since=@${Math.floor(sinceMs / 1000)}`,
    );
  const events: MachineEvent[] = [];
  for (const machine of balancers) {
    events.push(...parseJournal(await journal(machine, "haproxy"), machine, haproxyLines));
  }
  for (const node of nodes) {
    events.push(...parseJournal(await journal(node, service), node, serviceLines, node));
  }
  return events.sort((a, b) => a.at - b.at);
}

function parseJournal(
  text: string,
  machine: string,
  patterns: typeof haproxyLines,
  node?: string,
): MachineEvent[] {
  return text
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .flatMap((line) => {
      const entry = JSON.parse(line) as { MESSAGE: string; __REALTIME_TIMESTAMP: string };
      for (const [pattern, what] of patterns) {
        const match = pattern.exec(String(entry.MESSAGE));
        const name = node ?? match?.[1];
        if (match && name)
          return [{ at: Number(entry.__REALTIME_TIMESTAMP) / 1000, machine, node: name, what }];
      }
      return [];
    });
}

/** The most nodes that were out at one time, where "out" is in maint on any balancer, or stopped. */
export function mostOutAtOnce(events: readonly MachineEvent[]): number {
  const reasons = new Map<string, Set<string>>();
  let most = 0;
  for (const { node, machine, what } of events) {
    const own = reasons.get(node) ?? new Set<string>();
    reasons.set(node, own);
    if (what === "ready" || what === "started") own.delete(machine);
    else own.add(machine);
    most = Math.max(most, [...reasons.values()].filter((set) => set.size > 0).length);
  }
  return most;
}
