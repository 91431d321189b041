import type { Command } from "commander";
import { renderTable } from "../../components/cli/table";
import { findSandbox } from "./running-sandbox";
import { renderCurl, type SandboxView } from "./sandbox-view";
import { type StackChoice, withPresentStack } from "./stack-options";

function renderOutputs(view: SandboxView): string {
  const machines = (hosts: SandboxView["nodes"]) =>
    hosts.map(({ key, address }) => `${key} ${address}`).join(", ");
  return renderTable(
    [],
    [
      ["url", view.url],
      ["host", view.host],
      ["caFile", view.caFile],
      ["nodes", machines(view.nodes)],
      ["loadBalancers", machines(view.loadBalancers)],
      ["curl", renderCurl(view)],
    ],
  );
}

export function registerOutputs(program: Command): void {
  withPresentStack(program.command("outputs").description("where the running sandbox is"))
    .option("--json", "as JSON")
    .addHelpText(
      "after",
      `
Examples:
  npm run sandbox -- outputs
  npm run -s sandbox -- outputs --stack prod --json`,
    )
    .action(async ({ stack, json }: StackChoice & { json?: boolean }) => {
      const { view } = await findSandbox(stack);
      console.log(json ? JSON.stringify(view, undefined, 2) : renderOutputs(view));
    });
}
