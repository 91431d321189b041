import { randomBytes } from "node:crypto";
import {
  type FunctionHandler,
  type Operation,
  type Properties,
  plain,
  plainProperties,
  type ResourceHandler,
  unknown,
} from "../serve";
import { commandDefaults, commandInputs, planRun, runInputs } from "./command-inputs";
import { type CommandOutput, runCommand } from "./run-command";

const noOutput: CommandOutput = { stdout: "", stderr: "" };

/**
 * `command:local:Command`. Every change runs `update`, or `create` again where there is no `update`; of
 * `triggers` it calls for a replacement only where the list comes or goes whole. That another trigger in the list
 * replaces it too, the engine decides by an option that the SDK sets (`replaceOnChanges: ["triggers[*]"]`).
 * Its delete runs what the state says, not what the program says now.
 */
export const localCommand: ResourceHandler = {
  inputs: commandInputs,
  defaults: commandDefaults,
  replacesOn: (_, path) => path === "triggers",

  async create(inputs, operation) {
    // Known, and another one, in each preview too: that is what the official provider does.
    const id = operation.name + randomBytes(4).toString("hex");
    if (operation.preview) return { id, state: { ...inputs, stdout: unknown, stderr: unknown } };
    return { id, state: { ...inputs, ...(await runText(inputs, inputs.create, noOutput, operation)) } };
  },

  async update(state, inputs, operation) {
    if (operation.preview) return { ...inputs, stdout: unknown, stderr: unknown };
    const text = inputs.update ?? inputs.create;
    return { ...inputs, ...(await runText(inputs, text, previousOf(state), operation)) };
  },

  async delete(state, operation) {
    await runText(state, state.delete, previousOf(state), operation);
  },
};

/** `command:local:run`: runs in every preview and every update. */
export const localRun: FunctionHandler = {
  inputs: runInputs,
  async invoke(args, operation) {
    return { ...args, ...(await runText(args, args.command, noOutput, operation)) };
  },
};

/** Without a command the output stays as it was. */
async function runText(
  inputs: Properties,
  text: unknown,
  previous: CommandOutput,
  operation: Operation,
): Promise<CommandOutput> {
  const command = plain(text);
  if (typeof command !== "string") return previous;
  const { shows, ...run } = planRun(inputs, command, previous);
  return runCommand({
    ...run,
    signal: operation.signal,
    onLine: (stream, line) => {
      if (shows(stream)) operation.log(line);
    },
  });
}

function previousOf(state: Properties): CommandOutput {
  const { stdout, stderr } = plainProperties({ stdout: state.stdout, stderr: state.stderr });
  return {
    stdout: typeof stdout === "string" ? stdout : "",
    stderr: typeof stderr === "string" ? stderr : "",
  };
}
