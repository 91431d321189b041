import { RollError } from "../roll-error";
import type { SshConnection } from "./connection";
import { missingProgram } from "./explain-no-frame";
import { type RunOptions, runScript } from "./run-script";

export { quote } from "./quote";
export { renderPutInPlace, renderRewrite, renderSyncFolder, renderWriteFile } from "./write-file";

export interface ScriptOptions extends Omit<RunOptions, "asRoot"> {
  /** Named in an error. */
  readonly step: string;
  /** What the script is to reach, for the error. @default that the script succeeds */
  readonly expected?: string;
}

/**
 * Runs a shell script as root; the script and the secrets in it go through standard input.
 *
 * @returns its standard output, and nothing that anything else printed.
 * @throws RollError with the end of its standard error; a program that the machine lacks is named.
 */
export async function runAsRoot(
  connection: SshConnection,
  script: string,
  { step, expected = "the script to succeed", ...options }: ScriptOptions,
): Promise<string> {
  const { code, stdout, stderr } = await runScript(connection, script, { ...options, asRoot: true });
  if (code === 0) return stdout;
  const lines = stderr.trim().split("\n");
  const { name } = connection.target;
  const program = code === 127 ? missingProgram(stderr) : undefined;
  throw new RollError({
    node: name,
    step,
    expected,
    seen: program
      ? `no program ${program} on the machine`
      : `exit status ${code}: ${lines.at(-1) || "no message"}`,
    logLines: lines.slice(-20),
    ...(program ? { next: `install ${program} on ${name}, then \`pulumi up\`` } : {}),
  });
}
