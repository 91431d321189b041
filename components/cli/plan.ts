import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import { orderGroups } from "../rolling/order-groups";
import { findGroups } from "./groups";
import type { PlannedChange } from "./planned-change";
import { openStack, type StackAccess, type StackChoice, withStack } from "./stack-access";

interface PlanChoice extends StackChoice {
  readonly preview?: boolean;
  readonly markdown?: boolean;
  readonly json?: boolean;
  readonly maxLength?: number;
}

export function registerPlan(program: Command): void {
  withStack(
    program.command("plan").description("how a roll goes: batches, steps and limits, what serves meanwhile"),
  )
    .option(
      "--preview",
      "run `pulumi preview` and show the roll of that change; without it, of a change of every node",
    )
    .addOption(new Option("--markdown", "as Markdown, for a comment on a pull request").conflicts("json"))
    .option("--json", "as JSON")
    .option("--max-length <characters>", "of the Markdown, at most (default: 60000)", readLength)
    .addHelpText(
      "after",
      `
Exit status: 0, or 2 when there is no plan; why is then in the Markdown too.

Examples:
  pulumi-wso2 plan --stack prod
  pulumi-wso2 plan --preview --markdown --stack prod > comment.md`,
    )
    .action(async ({ preview, markdown, json, maxLength, ...choice }: PlanChoice) => {
      const stack = await openStack(choice);
      const change = preview ? await previewChange(stack) : await deployedPlan(stack);
      const { renderChange } = require("./render-change") as typeof import("./render-change");
      const { renderMarkdown } = require("./render-markdown") as typeof import("./render-markdown");
      const text = json
        ? JSON.stringify(change, undefined, 2)
        : markdown
          ? renderMarkdown(change, maxLength)
          : renderChange(change);
      process.stdout.write(`${text.trimEnd()}\n`);
      if (change.errors.length > 0) process.exitCode = 2;
    });
}

/** How a change of every node would go, from what the last deployment left. */
async function deployedPlan(stack: StackAccess): Promise<PlannedChange> {
  const plans = findGroups(stack.name, await stack.outputs()).flatMap(({ rollPlan }) => rollPlan ?? []);
  return {
    ...{ stack: stack.name, changes: {}, unreachable: [], certificates: [], errors: [] },
    groups: orderGroups(
      plans.map((plan) => ({
        ...{ group: plan.group, standing: "planned" as const, plan },
        ...(plan.after ? { after: plan.after } : {}),
      })),
    ),
  };
}

/** How the change goes that `pulumi up` would make now. */
export async function previewChange(stack: StackAccess): Promise<PlannedChange> {
  const { readPlannedChange } = require("./planned-change") as typeof import("./planned-change");
  const folder = await mkdtemp(join(tmpdir(), "pulumi-wso2-plan-"));
  try {
    const notes = join(folder, "plan.jsonl");
    process.stderr.write(`previewing stack ${stack.name}\n`);
    const preview = await stack.pulumi(["preview", "--json", "--non-interactive"], { WSO2_ROLL_PLAN: notes });
    const [text, resources] = await Promise.all([
      readFile(notes, "utf8").catch(() => ""),
      stack.resources().catch(() => []),
    ]);
    return readPlannedChange(stack.name, preview, text, resources, new Date());
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function readLength(text: string): number {
  const length = Number(text);
  if (!(Number.isInteger(length) && length >= 1000)) {
    throw new InvalidArgumentError(
      `got ${JSON.stringify(text)}; a number of characters from 1000 is needed.`,
    );
  }
  return length;
}
