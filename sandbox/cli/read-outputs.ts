import { existsSync } from "node:fs";
import { join } from "node:path";
import execa from "execa";
import { ensureEngine } from "../engine";
import { sandboxPaths } from "../paths";
import { toStderr } from "./progress";
import type { StackOutputs } from "./sandbox-view";

/**
 * The outputs of a stack as its state has them, secrets in clear. Takes no lock: works while the stack is changed.
 *
 * @throws Error when the stack has not been deployed.
 */
export async function readOutputs(stack: string): Promise<StackOutputs> {
  const { stateDir } = sandboxPaths(stack);
  const workDir = join(stateDir, "workspace");
  const missing = new Error(`Stack ${stack} is not up. First: npm run sandbox -- up --stack ${stack}`);
  if (!existsSync(join(workDir, "Pulumi.yaml"))) throw missing;
  const engineDir = await ensureEngine(toStderr);
  const { stdout } = await execa(
    join(engineDir, "pulumi"),
    ["stack", "output", "--json", "--show-secrets", "--stack", stack],
    {
      cwd: workDir,
      env: {
        PULUMI_HOME: join(stateDir, "pulumi-home"),
        PULUMI_BACKEND_URL: `file://${join(stateDir, "pulumi-state")}`,
        PULUMI_CONFIG_PASSPHRASE_FILE: join(stateDir, "passphrase"),
        PULUMI_SKIP_UPDATE_CHECK: "true",
      },
    },
  );
  const outputs = JSON.parse(stdout) as Partial<StackOutputs>;
  if (outputs.url === undefined) throw missing;
  return outputs as StackOutputs;
}
