import type { SshTarget } from "./ssh-target";

/** What a roll will do on a machine, as far as it can be tried ahead. */
export interface MachineNeeds {
  /** Found on root's PATH. */
  readonly programs?: readonly string[];
  /** Files and folders that root will write, there or not yet. */
  readonly writes?: readonly string[];
  /** A socket that is reached through sshd. */
  readonly socketPath?: string;
  /** A port of the machine that is reached through sshd; nothing needs to listen there yet. */
  readonly tcp?: { readonly host: string; readonly port: number };
  /** Space for what will be brought. */
  readonly free?: { readonly path: string; readonly kb: number };
}

/** A machine, with what it needs. */
export interface MachineCheck {
  readonly target: SshTarget;
  readonly needs: MachineNeeds;
}

/** Of both together. */
export function mergeNeeds(one: MachineNeeds, other: MachineNeeds): MachineNeeds {
  const union = (left: readonly string[] = [], right: readonly string[] = []) => [
    ...new Set([...left, ...right]),
  ];
  return {
    ...one,
    ...other,
    programs: union(one.programs, other.programs),
    writes: union(one.writes, other.writes),
  };
}
