import { delimiter, join } from "node:path";
import { packageRoot } from "../paths";

/**
 * The sandbox's AWS has a command line of its own, as an account has: this process and all that it starts find it
 * first, the engine as well as what asks machines by a ProxyCommand.
 */
export function useSandboxAwsCli(): void {
  process.env.PATH = [join(packageRoot, "sandbox/aws-cli"), process.env.PATH].join(delimiter);
}
