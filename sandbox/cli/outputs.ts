import type { Command } from "commander";
import { renderTable } from "../../components/cli/table";
import { findSandbox } from "./running-sandbox";
import { renderCurl, type SandboxView, type StackOutputs } from "./sandbox-view";
import { type StackChoice, withPresentStack } from "./stack-options";

/** The sandbox's view, and where it was asked for, what a person signs in with. */
type Passwords = Pick<StackOutputs, "adminPassword" | "identityAdminPassword">;
type ShownOutputs = SandboxView & Passwords & Pick<StackOutputs, "gatewayHost" | "identityHost">;

const shown = (key: string, value: string | undefined) => (value === undefined ? [] : [[key, value]]);

function renderOutputs(view: ShownOutputs): string {
  const machines = (hosts: SandboxView["nodes"]) =>
    hosts.map(({ key, address }) => `${key} ${address}`).join(", ");
  return renderTable(
    [],
    [
      ["url", view.url],
      ["host", view.host],
      ...shown("gatewayHost", view.gatewayHost),
      ...shown("identityHost", view.identityHost),
      ["caFile", view.caFile],
      ["nodes", machines(view.nodes)],
      ["loadBalancers", machines(view.loadBalancers)],
      ["curl", renderCurl(view)],
      ...shown("adminPassword", view.adminPassword),
      ...shown("identityAdminPassword", view.identityAdminPassword),
    ],
  );
}

interface OutputsChoice extends StackChoice {
  readonly json?: boolean;
  readonly showSecrets?: boolean;
}

export function registerOutputs(program: Command): void {
  withPresentStack(program.command("outputs").description("where the running sandbox is"))
    .option("--json", "as JSON")
    .option("--show-secrets", "with the password of the servers' administrator, where there is one")
    .addHelpText(
      "after",
      `
Examples:
  npm run sandbox -- outputs
  npm run -s sandbox -- outputs --stack prod --json`,
    )
    .action(async ({ stack, json, showSecrets }: OutputsChoice) => {
      const sandbox = await findSandbox(stack);
      const { adminPassword, identityAdminPassword, gatewayHost, identityHost } = sandbox.outputs;
      const passwords = showSecrets ? { adminPassword, identityAdminPassword } : {};
      const view = { ...sandbox.view, gatewayHost, identityHost, ...passwords };
      console.log(json ? JSON.stringify(view, undefined, 2) : renderOutputs(view));
    });
}
