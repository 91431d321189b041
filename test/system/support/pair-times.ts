/** Something that the cluster did, and when: since what happened to the pair. */
export interface PairStep {
  readonly atSec: number;
  readonly what: string;
}

/** What of the journals says where the time goes: what Corosync, Pacemaker and the fencing began and ended. */
const steps: readonly [RegExp, (found: RegExpExecArray) => string][] = [
  [/Token has not been received/, () => "token late"],
  [/A processor failed, forming new configuration/, () => "token lost"],
  [
    /A new membership .* was formed\. Members(?: left: (\d))?/,
    ([, left]) => (left ? `member ${left} left` : "met"),
  ],
  [/Requesting peer fencing \((\w+)\) targeting (\S+)/, ([, action, node]) => `${action} of ${node} wanted`],
  [/Operation '(\w+)' targeting (\S+) .*: OK/, ([, action, node]) => `${action} of ${node} done`],
  [
    /Requesting local execution of (start|stop) operation for (drain|address\S*) on/,
    ([, operation, resource]) => `${operation} ${resource}`,
  ],
  [
    /Result of (start|stop) operation for (drain|address\S*) on \S+: (.+)/,
    ([, operation, resource, result]) => `${operation} ${resource}: ${result}`,
  ],
];

/** @param journals Lines of `journalctl -o short-unix`. */
export function parsePairSteps(journals: string, sinceMs: number): PairStep[] {
  const found = journals.split("\n").flatMap((line) => {
    const [, time, host, text = ""] = /^(\d+\.\d+) (\S+) (.*)$/.exec(line) ?? [];
    const [what] = steps.flatMap(([pattern, tell]) => {
      const match = pattern.exec(text);
      return match ? [tell(match)] : [];
    });
    if (time === undefined || what === undefined) return [];
    return { atSec: Number(time) - sinceMs / 1000, what: `${host} ${what}` };
  });
  return found.filter(({ atSec }) => atSec >= 0).sort((a, b) => a.atSec - b.atSec);
}

export function renderPairSteps(found: readonly PairStep[]): string {
  return found.map(({ atSec, what }) => `${atSec.toFixed(1)} ${what}`).join("; ");
}
