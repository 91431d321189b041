import type { RollPart } from "../../remote/roll-part";
import type { SshTarget } from "../../remote/ssh-target";
import type { CloudWatchAgent } from "./cloud-watch-logs-args";

/** A file of a machine whose lines are sent. */
export interface LogFile {
  /** What its stream is called, after the machine's key. */
  name: string;
  /** Absolute; with `*`, of all that fit the one that was written last. */
  path: string;
  /** What the first line of an entry begins with, as a regular expression; lines that don't belong to it. @default every line is an entry */
  entryBegins?: string;
}

/** `ship-logs`: a machine sends its logs to CloudWatch. */
export interface LogPlan extends RollPart {
  readonly target: SshTarget;
  readonly agent: Readonly<CloudWatchAgent>;
  readonly logGroupName: string;
  /** Units of systemd. */
  readonly units: readonly string[];
  readonly files: readonly Readonly<LogFile>[];
}
