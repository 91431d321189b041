import type { Command } from "commander";
import { sandboxPaths } from "../paths";
import { deployStack } from "./deploy-stack";
import { Progress } from "./progress";
import { readySandbox } from "./ready-machines";
import { reportRoll } from "./roll-report";
import { renderCurl, type SandboxView } from "./sandbox-view";
import { type DeployChoice, withSet, withStack } from "./stack-options";

interface UpChoice extends DeployChoice {
  readonly install: boolean;
}

/** What a client needs, at the end of `up`. */
export function renderReady(view: SandboxView): string {
  return [
    "",
    `URL   ${view.url}  (as ${view.host})`,
    `CA    ${view.caFile}`,
    `try   ${renderCurl(view)}`,
    "",
  ].join("\n");
}

export function registerUp(program: Command): void {
  const command = program
    .command("up")
    .description("deploy the stack on machines of this computer, or roll a change through it")
    .option("--no-install", "only name missing packages, with the command that installs them");
  withSet(withStack(command))
    .addHelpText(
      "after",
      `
Examples:
  npm run sandbox -- up
  npm run sandbox -- up --stack prod --set version=4.5.0
  npm run sandbox -- up --set nodeCount=3 --set stableSec=10
  npm run sandbox -- up --set version=                       (back to what Pulumi.dev.yaml says)`,
    )
    .action(async ({ stack, set = {}, install }: UpChoice) => {
      const progress = new Progress();
      const sandbox = await readySandbox({ stack, sets: set, install }, progress);
      const since = new Date();
      const view = await deployStack(sandbox, progress).finally(() =>
        reportRoll(sandboxPaths(stack).stateDir, since, progress.say),
      );
      console.log(renderReady(view));
    });
}
