import { existsSync } from "node:fs";
import { type Command, InvalidArgumentError, Option } from "commander";
import { sandboxPaths } from "../paths";

const stacks = ["dev", "prod"] as const;

/** What most commands take. */
export interface StackChoice {
  readonly stack: string;
}

/** What commands that deploy take besides. */
export interface DeployChoice extends StackChoice {
  /** Configuration by key, as given. */
  readonly set?: Readonly<Record<string, string>>;
}

/**
 * One `--set key=value`, added to those before it.
 *
 * @throws InvalidArgumentError when there is no key or no `=`.
 */
export function collectSet(
  text: string,
  before: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const at = text.indexOf("=");
  if (at < 1) {
    throw new InvalidArgumentError(`Write it as key=value, such as version=4.5.0; key= drops what was set.`);
  }
  return { ...before, [text.slice(0, at).trim()]: text.slice(at + 1) };
}

/** The stacks that have something on this computer. */
export function presentStacks(): string[] {
  return stacks.filter((stack) => {
    const { stateDir, machinesDir } = sandboxPaths(stack);
    return existsSync(stateDir) || existsSync(machinesDir);
  });
}

/** Adds `--stack` to a command that makes one. */
export function withStack(command: Command, byDefault = "dev"): Command {
  return command.addOption(new Option("--stack <name>", "which stack").choices(stacks).default(byDefault));
}

/** Adds `--stack` to a command for one that is there: the only one, or dev. */
export function withPresentStack(command: Command): Command {
  const [first = "dev", ...others] = presentStacks();
  return withStack(command, others.length === 0 ? first : "dev");
}

/** Adds `--set`. */
export function withSet(command: Command): Command {
  return command.option("--set <key=value>", "change configuration; may be given several times", collectSet);
}
