import type { MachineFile } from "../remote/ssh-target";

/** A file that is written on a node between stop and start. */
export interface ChangedFile extends Omit<MachineFile, "mode"> {
  /** Octal. @default 640 where `owner` is another than root:root, else 644: a service's user has to read it */
  readonly mode?: string;
}

const ofEverybody = "644";

/** The mode that a file is written with. */
export function modeOf({ mode, owner }: ChangedFile): string {
  return mode ?? (owner === undefined || owner === "root:root" ? ofEverybody : "640");
}

/** As it counts for a roll: a file without a mode as 0.1.0 had it, so that an upgrade rolls nothing. */
export function asCounted(file: ChangedFile): ChangedFile {
  if (file.mode !== undefined) return file;
  const { path, content, owner } = file;
  return { path, content, mode: ofEverybody, ...(owner === undefined ? {} : { owner }) };
}
