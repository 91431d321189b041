import execa from "execa";
import { cacheDir } from "../paths";
import { hasProgram } from "../prerequisites/find-program";

/** The command that runs this very command line as root, with the same folders, programs and settings. */
export function planElevation(
  argv: readonly string[],
  execPath: string,
  environment: NodeJS.ProcessEnv,
): string[] {
  const kept: NodeJS.ProcessEnv = { WSO2_SANDBOX_CACHE: cacheDir(), ...environment };
  // sudo replaces some variables whatever -E says.
  const names = Object.keys(kept).filter((name) => /^(PATH|HOME|CI|WSO2_\w+)$/.test(name));
  const variables = names.sort().map((name) => `${name}=${kept[name]}`);
  return ["sudo", "-E", "env", ...variables, execPath, ...argv.slice(1)];
}

/**
 * Returns when this process is root. Else the command runs once more through sudo, and this process ends as it.
 *
 * @throws Error where there is no sudo.
 */
export async function becomeRoot(): Promise<void> {
  if (process.getuid?.() === 0) return;
  if (!hasProgram("sudo"))
    throw new Error("this sandbox is root's: run the command as root; there is no sudo");
  const [sudo = "", ...args] = planElevation(process.argv, process.execPath, process.env);
  // An interrupt reaches both: this one waits for the other.
  process.on("SIGINT", () => {});
  const { exitCode } = await execa(sudo, args, { stdio: "inherit", reject: false });
  process.exit(exitCode ?? 1);
}
