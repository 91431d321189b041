import { RollError } from "../roll-error";
import type { ExecOptions, SshConnection } from "./connection";

/** A word that a POSIX shell takes literally. */
export function quote(word: string): string {
  return /^[A-Za-z0-9_./:=@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** Shell text that writes a file whole: its content appears at once or not at all. */
export function renderWriteFile(path: string, content: string, mode: string, owner = "root:root"): string {
  const file = quote(path);
  const temporary = quote(`${path}.new-by-roll`);
  const data = Buffer.from(content, "utf8").toString("base64");
  return [
    // Mode first: a secret is never readable by others, not even half-written.
    `install -m 600 /dev/null ${temporary}`,
    `base64 -d > ${temporary} <<'END'`,
    ...(data.match(/.{1,4096}/g) ?? []),
    "END",
    `chmod ${mode} ${temporary}`,
    `chown ${quote(owner)} ${temporary}`,
    `mv -fT ${temporary} ${file}`,
  ].join("\n");
}

/** The script only starts when it has arrived whole. */
function whole(script: string): string {
  return `main() {\n${script}\n}\nmain </dev/null\n`;
}

export interface ScriptOptions extends Omit<ExecOptions, "stdin"> {
  /** Named in an error. */
  readonly step: string;
  /** What the script is to reach, for the error. @default that the script succeeds */
  readonly expected?: string;
}

/**
 * Runs a shell script as root; the script and the secrets in it go through standard input.
 *
 * @returns its standard output.
 * @throws RollError with the end of its standard error.
 */
export async function runAsRoot(
  connection: SshConnection,
  script: string,
  { step, expected = "the script to succeed", ...options }: ScriptOptions,
): Promise<string> {
  const shell = connection.target.user === "root" ? "sh -eu" : "sudo -n sh -eu";
  const result = await connection.exec(shell, { ...options, stdin: whole(script) });
  if (result.code === 0) return result.stdout;
  const lines = result.stderr.trim().split("\n");
  throw new RollError({
    node: connection.target.name,
    step,
    expected,
    seen: `exit status ${result.code}: ${lines.at(-1) || "no message"}`,
    logLines: lines.slice(-20),
  });
}
