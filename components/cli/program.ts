import { Command } from "commander";
import { registerApprove } from "./approve";
import { registerCertificates } from "./certificates";
import { registerCompletion } from "./completion";
import { registerPlan } from "./plan";
import { registerRepair } from "./repair";
import { registerReport } from "./report";
import { registerSsh } from "./ssh";
import { registerStatus } from "./status";

/** The command line of `pulumi-wso2`. Each command loads what it needs when it runs. */
export function createProgram(): Command {
  const { version } = require("pulumi-wso2/package.json") as { version: string };
  const program = new Command("pulumi-wso2")
    .description("Everyday work on a stack that rolls WSO2 nodes behind load balancers.")
    .version(version)
    .enablePositionalOptions()
    .showHelpAfterError("(--help says more)")
    .addHelpText(
      "after",
      `
Each command has its own --help. Exit status: 0 all is well, 1 something is not, 2 the command could not do its work.

Examples:
  pulumi-wso2 status --stack prod --watch
  pulumi-wso2 plan --preview --stack prod
  pulumi-wso2 ssh node1 sudo journalctl -u wso2-integrator -n 50`,
    )
    .exitOverride((error) => {
      process.exit(error.exitCode === 0 ? 0 : 2);
    });
  for (const register of [
    registerStatus,
    registerRepair,
    registerPlan,
    registerApprove,
    registerCertificates,
    registerSsh,
    registerReport,
    registerCompletion,
  ]) {
    register(program);
  }
  return program;
}
