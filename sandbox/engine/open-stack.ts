import { basename, dirname } from "node:path";
import { LocalWorkspace, PulumiCommand, type PulumiFn, type Stack } from "@pulumi/pulumi/automation";
import { installPlugins } from "./plugins";
import { unlockIfStale } from "./stale-lock";
import { prepareWorkspace, type Workspace } from "./workspace";

/** One sandbox's stack and the program that deploys it. */
export interface StackOptions {
  readonly stack: string;
  /** Everything the stack keeps between commands. */
  readonly stateDir: string;
  /** Holds `Pulumi.yaml` and `Pulumi.<stack>.yaml`, which are only read. */
  readonly projectDir: string;
  /** From `ensureEngine`. */
  readonly engineDir: string;
  /** For the engine, its providers and the commands they run. */
  readonly env: Readonly<Record<string, string>>;
  /**
   * Configuration that wins over the stack file's, added to what was kept from calls before. An empty value
   * drops an override. Keys as `wso2:version`, `aws:region`, or `version` for the project's own.
   */
  readonly overrides: Readonly<Record<string, string>>;
  /** Whether later calls go on from these overrides; a preview's do not. @default true */
  readonly keepOverrides?: boolean;
  /** Runs in this process, in its own working directory. */
  readonly program: () => Promise<Record<string, unknown>>;
  /** @default nothing is said */
  readonly log?: (line: string) => void;
}

/**
 * Opens a stack on the real engine with a file backend below `stateDir`; makes it where it is not there yet.
 *
 * @throws Error when another process is changing the stack, or its files are missing or not valid
 */
export async function openStack(options: StackOptions): Promise<Stack> {
  const { stack, stateDir, engineDir, program, log = () => {} } = options;
  const workspace = await prepareWorkspace({ keepOverrides: true, ...options });
  await installPlugins(workspace.pulumiHome);
  await unlockIfStale({ stack, stateDir, project: workspace.project }, log);
  // It would win over the sandbox's own passphrase, and the engine is given the rest of this environment.
  delete process.env.PULUMI_CONFIG_PASSPHRASE;
  return LocalWorkspace.createOrSelectStack(
    { stackName: stack, projectName: workspace.project, program: program as PulumiFn },
    {
      workDir: workspace.workDir,
      pulumiHome: workspace.pulumiHome,
      pulumiCommand: await findCommand(engineDir),
      envVars: { ...options.env, ...planEnvironment(workspace) },
    },
  );
}

function planEnvironment(workspace: Workspace): Record<string, string> {
  return {
    PULUMI_BACKEND_URL: `file://${workspace.backend}`,
    PULUMI_CONFIG_PASSPHRASE_FILE: workspace.passphraseFile,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_IGNORE_AMBIENT_PLUGINS: "true",
  };
}

/** The Automation API knows `<root>/bin/pulumi`, or whatever is on the PATH. */
function findCommand(engineDir: string): Promise<PulumiCommand> {
  return basename(engineDir) === "bin"
    ? PulumiCommand.get({ root: dirname(engineDir) })
    : PulumiCommand.get();
}
