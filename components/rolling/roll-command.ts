import * as command from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";

/** A command of the roll program that stands in a state. */
export type RollVerb =
  | "prepare"
  | "configure-haproxy"
  | "configure-pair"
  | "set-listener-certificate"
  | "follow-name"
  | "ship-logs"
  | "check-members"
  | "set-floors"
  | "repair"
  | "stage-ahead"
  | "run-hooks"
  | "bake"
  | "gate"
  | "start"
  | "stop"
  | "join"
  | "leave"
  | "end-group"
  | "follow";

export interface RollCommandArgs {
  /** @default nothing runs */
  create?: RollVerb;
  /** Runs when an input changes that is no trigger. @default nothing changes */
  update?: RollVerb;
  /** An update runs `follow`, and the output stays: the balancers may be new ones. @default false */
  follow?: boolean;
  /** @default nothing runs */
  delete?: RollVerb;
  /** What the program is told; secret as a whole. */
  plan: pulumi.Input<object>;
  /** Every cause that must run `delete` and then `create` again. */
  triggers: pulumi.Input<string>[];
}

/**
 * The text that stands in the state and must work for a delete much later: it has no path and no version.
 * Node finds the program from the working directory, in this package or in one that depends on it.
 */
export function rollCommandText(verb: RollVerb): string {
  return `node -e 'require("pulumi-wso2/roll")' ${verb}`;
}

/**
 * Says again what the last command said. Others hang on that text: with none, a changed time limit of a service
 * would take its node out of service and bring it back.
 */
const sameOutput = 'printf %s "$PULUMI_COMMAND_STDOUT"';

function updateText({ update, follow }: RollCommandArgs): string {
  if (update) return rollCommandText(update);
  return follow ? `${rollCommandText("follow")} >&2 && ${sameOutput}` : sameOutput;
}

/**
 * A link of the chain: a command that is deleted before it is replaced, whose text changes run nothing,
 * because any changed input but a trigger would else run `create` on a live node.
 */
export function createRollCommand(
  name: string,
  args: RollCommandArgs,
  opts: pulumi.CustomResourceOptions,
): command.local.Command {
  return new command.local.Command(
    name,
    {
      create: args.create ? rollCommandText(args.create) : ":",
      update: updateText(args),
      delete: args.delete ? rollCommandText(args.delete) : ":",
      stdin: pulumi.secret(pulumi.jsonStringify(args.plan)),
      triggers: args.triggers,
      addPreviousOutputInEnv: true,
    },
    { deleteBeforeReplace: true, ...opts },
  );
}
