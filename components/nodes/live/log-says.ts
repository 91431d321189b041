import type { SshConnection } from "../../remote/ssh/connection";
import { quote, runAsRoot } from "../../remote/ssh/shell";
import { ownerOfFunction } from "./path-owner";

/** A log as it was at one moment: what is written later is behind it. */
export interface LogMark {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
}

/** Shell text that reads a log as whoever owns it: a link that the product's user puts there leads to nothing of root's. */
export function renderReadAsOwner(path: string, work: string): string {
  return `${ownerOfFunction}
by=$(owner_of ${quote(path)})
if [ "$by" = "$(id -un)" ]; then as=""; else as="runuser -u $by --"; fi
${work}`;
}

export async function markLog(connection: SshConnection, path: string): Promise<LogMark> {
  const script = renderReadAsOwner(path, `$as stat -L -c %s ${quote(path)} 2>/dev/null || echo 0`);
  const size = Number((await runAsRoot(connection, script, { step: "read the log" })).trim());
  return { path, size: Number.isFinite(size) ? size : 0 };
}

/** Which of these texts the log has not said since the mark. One that is shorter by now was begun anew. */
export async function findUnsaid(
  connection: SshConnection,
  { path, size }: LogMark,
  texts: readonly string[],
): Promise<string[]> {
  const log = quote(path);
  const script = renderReadAsOwner(
    path,
    `now=$($as stat -L -c %s ${log} 2>/dev/null || echo 0)
from=${size + 1}
if [ "$now" -lt ${size} ]; then from=1; fi
${texts.map((text, index) => `$as tail -c +"$from" ${log} 2>/dev/null | grep -qF -- ${quote(text)} && echo said ${index}`).join("\n")}
:`,
  );
  const answer = await runAsRoot(connection, script, { step: "read the log" });
  return texts.filter((_, index) => !answer.split("\n").includes(`said ${index}`));
}
