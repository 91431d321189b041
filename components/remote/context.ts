import type { Report } from "./report";
import type { RollRun } from "./run/roll-run";
import type { SshPool } from "./ssh/pool";

/** What every command works with. */
export interface RollContext {
  readonly report: Report;
  readonly pool: SshPool;
  /** Aborted when the operator stops the program; a command then undoes what it began. */
  readonly signal: AbortSignal;
  /** `WSO2_BELOW_FLOOR=allow`: leave although too few others are UP. */
  readonly belowFloorAllowed: boolean;
  /** `WSO2_ROLL_MISSING_HOST=skip`: a machine that can't be reached counts as gone. */
  readonly missingHostSkipped: boolean;
  /** The roll that this command is part of. */
  readonly run: RollRun;
  /** `WSO2_ROLL_LOCK=break`: go on although another roll is under way. */
  readonly lockBroken: boolean;
  /** `WSO2_ROLL_HOOKS=skip`: no hook runs. */
  readonly hooksSkipped?: boolean;
}

/** Facts for the last line on standard output; none of them secret. */
export type RollResult = Readonly<Record<string, unknown>>;
