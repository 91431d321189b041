// First: what they need not load is decided here.
import "../deferred/pulumi-closures";
import { Command } from "commander";
import { useSandboxAwsCli } from "./aws-cli";
import { registerConsole } from "./console";
import { registerDemo } from "./demo";
import { registerDestroy } from "./destroy";
import { registerDown } from "./down";
import { registerLoad } from "./load";
import { registerOutputs } from "./outputs";
import { registerPreview } from "./preview";
import { registerRefresh } from "./refresh";
import { registerRollDemo } from "./roll-demo";
import { registerSsh } from "./ssh";
import { registerStatus } from "./status";
import { registerUp } from "./up";

// The SDK's advice on Node.js versions is not for the users of this program.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

useSandboxAwsCli();

const program = new Command("npm run sandbox --")
  .description("A cloud on this computer: the project's own stacks on real machines, without AWS.")
  .enablePositionalOptions()
  .showHelpAfterError("(--help says more)")
  .addHelpText(
    "after",
    `
Each command has its own --help. Examples:
  npm run sandbox -- up
  npm run sandbox -- up --set version=4.5.0
  npm run sandbox -- status
  npm run sandbox -- destroy
  npm run sandbox -- down`,
  );

for (const register of [
  registerUp,
  registerPreview,
  registerRefresh,
  registerOutputs,
  registerStatus,
  registerSsh,
  registerLoad,
  registerConsole,
  registerRollDemo,
  registerDestroy,
  registerDown,
  registerDemo,
]) {
  register(program);
}

program.parseAsync().catch((error: Error) => {
  process.stderr.write(`error: ${error.message}\n`);
  process.exitCode = 1;
});
