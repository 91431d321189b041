import type { InputSpec, Properties } from "../serve";
import { plainProperties } from "../serve";
import type { CommandOutput, CommandRun, Stream } from "./run-command";

/** Inputs that a resource and the `run` function share. */
const common = {
  interpreter: "string[]",
  dir: "string",
  environment: "string{}",
  stdin: "string",
  logging: { oneOf: ["stdout", "stderr", "stdoutAndStderr", "none"] },
  addPreviousOutputInEnv: "boolean",
  assetPaths: { unsupported: true },
  archivePaths: { unsupported: true },
} as const satisfies InputSpec["kinds"];

/** Inputs of `command:local:Command`. */
export const commandInputs: InputSpec = {
  kinds: { ...common, create: "string", update: "string", delete: "string", triggers: "any[]" },
};

/** Arguments of `command:local:run`. */
export const runInputs: InputSpec = { kinds: { ...common, command: "string" }, required: ["command"] };

/** The official provider fills this in, so it stands in every state. */
export const commandDefaults: Properties = { addPreviousOutputInEnv: true };

interface PlainInputs {
  readonly interpreter?: readonly string[];
  readonly dir?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly logging?: "stdout" | "stderr" | "stdoutAndStderr" | "none";
  readonly addPreviousOutputInEnv?: boolean;
}

/**
 * How to run one of a resource's commands.
 *
 * @param previous what the resource's last command wrote; the command finds it in its environment
 */
export function planRun(
  inputs: Properties,
  command: string,
  previous: Partial<CommandOutput>,
): Omit<CommandRun, "signal" | "onLine"> & { readonly shows: (stream: Stream) => boolean } {
  const given: PlainInputs = plainProperties(inputs);
  const logging = given.logging ?? "stdoutAndStderr";
  return {
    interpreter: given.interpreter?.length ? given.interpreter : ["/bin/sh", "-c"],
    command,
    ...(given.dir === undefined ? {} : { dir: given.dir }),
    ...(given.stdin === undefined ? {} : { stdin: given.stdin }),
    environment: {
      ...given.environment,
      ...(given.addPreviousOutputInEnv === false ? {} : previousOutput(previous)),
    },
    shows: (stream) => logging === stream || logging === "stdoutAndStderr",
  };
}

function previousOutput({ stdout, stderr }: Partial<CommandOutput>): Record<string, string> {
  return {
    ...(stdout ? { PULUMI_COMMAND_STDOUT: stdout } : {}),
    ...(stderr ? { PULUMI_COMMAND_STDERR: stderr } : {}),
  };
}
