import execa, { type ExecaChildProcess, type ExecaError, type Options } from "execa";

const adminFolders = "/usr/local/sbin:/usr/sbin:/sbin";

/** The environment in which this user's shell may lack `sbin` but system programs are found all the same. */
export function systemEnv(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return { ...env, LC_ALL: "C", PATH: `${env.PATH ?? "/usr/bin:/bin"}:${adminFolders}` };
}

/** Starts a system program; the promise rejects with an `ExecaError`. */
export function startProgram(
  file: string,
  args: readonly string[],
  options: Options = {},
): ExecaChildProcess {
  return execa(file, args, { stdin: "ignore", ...options, env: systemEnv(), extendEnv: false });
}

/**
 * Runs a system program and returns its standard output.
 * @throws Error with the command line and the last lines of what the program said.
 */
export async function runProgram(file: string, args: readonly string[], options?: Options): Promise<string> {
  try {
    return (await startProgram(file, args, options)).stdout;
  } catch (error) {
    const { command, stderr, shortMessage } = error as ExecaError;
    const said = stderr?.trim().split("\n").slice(-5).join("\n");
    throw new Error(`${command}: ${said || shortMessage}`);
  }
}

/** The same command with the rights of root: itself, or through sudo. */
export function asRoot(command: readonly [string, ...string[]]): readonly [string, ...string[]] {
  return process.getuid?.() === 0 ? command : ["sudo", ...command];
}
