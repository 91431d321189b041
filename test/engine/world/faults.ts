/**
 * What goes wrong at a point of a roll:
 * - `fail`: it does not happen, and the program is told;
 * - `lose`: it happens, and the program is told that it failed;
 * - `kill`: the command is killed before it;
 * - `kill-after`: the command is killed after it;
 * - `cut`: from then on the second balancer can't be reached, until the run is over.
 */
export const faultModes = ["fail", "lose", "kill", "kill-after", "cut"] as const;
export type FaultMode = (typeof faultModes)[number];

/** One thing that goes wrong, once. */
export interface Fault {
  /** Where: the words of a point, `leave node2: drain haproxy1`, or its number in the run, from 0. */
  readonly at: string | number;
  readonly mode: FaultMode;
}

export function describeFault({ at, mode }: Fault): string {
  return typeof at === "number" ? `${mode} at point ${at}` : `${mode} at "${at}"`;
}

/** The faults of one run, each until it has happened. */
export class Faults {
  private readonly waiting: Fault[];
  private count = 0;
  /** The points at which something went wrong. */
  readonly happened: string[] = [];

  constructor(faults: readonly Fault[] = []) {
    this.waiting = [...faults];
  }

  /** To be asked at each point, once. */
  take(point: string): FaultMode | undefined {
    const number = this.count;
    this.count += 1;
    const index = this.waiting.findIndex(({ at }) => at === number || at === point);
    const [fault] = index === -1 ? [] : this.waiting.splice(index, 1);
    if (fault) this.happened.push(`${fault.mode} at "${point}"`);
    return fault?.mode;
  }
}
