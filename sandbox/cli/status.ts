import type { Command } from "commander";
import { readVersions } from "./node-versions";
import { planStatus } from "./plan-status";
import { renderStatus } from "./render-status";
import { readRollStatus } from "./roll-status";
import { findSandbox } from "./running-sandbox";
import { type StackChoice, withPresentStack } from "./stack-options";

export function registerStatus(program: Command): void {
  withPresentStack(
    program.command("status").description("the live state: ELB members, servers on each HAProxy, versions"),
  )
    .option("--json", "as JSON")
    .addHelpText(
      "after",
      `
Examples:
  npm run sandbox -- status --stack prod
  npm run -s sandbox -- status --json`,
    )
    .action(async ({ stack, json }: StackChoice & { json?: boolean }) => {
      const { cloud, outputs, view } = await findSandbox(stack);
      const [roll, versions] = await Promise.all([
        readRollStatus(outputs.statusPlan),
        readVersions(cloud.status.machines),
      ]);
      const status = planStatus(stack, view.url, outputs, cloud.status, roll, versions);
      console.log(json ? JSON.stringify(status, undefined, 2) : renderStatus(status));
    });
}
