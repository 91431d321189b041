import { basename, dirname } from "node:path";
import { type LocalWorkspaceOptions, PulumiCommand } from "@pulumi/pulumi/automation";
import { installPlugins } from "./plugins";
import { unlockIfStale } from "./stale-lock";
import { prepareWorkspace, type Workspace } from "./workspace";

/** One sandbox's stack. */
export interface StackOptions {
  readonly stack: string;
  /** Everything the stack keeps between commands. */
  readonly stateDir: string;
  /** Holds `Pulumi.yaml` and `Pulumi.<stack>.yaml`, which are only read. */
  readonly projectDir: string;
  /** From `ensureEngine`. */
  readonly engineDir: string;
  /** For the engine, its providers, the program and the commands they run. */
  readonly env: Readonly<Record<string, string>>;
  /**
   * Configuration that wins over the stack file's, beside what was kept from calls before. An empty value drops
   * an override. Keys as `wso2:version`, `aws:region`, or `version` for the project's own.
   */
  readonly overrides: Readonly<Record<string, string>>;
  /** @default nothing is said */
  readonly log?: (line: string) => void;
}

/** A stack's own workspace, and what the Automation API needs to run the engine on it. */
export interface OpenedWorkspace extends Workspace {
  readonly automation: LocalWorkspaceOptions & { readonly workDir: string };
}

/**
 * Makes a stack's workspace ready: files, plugins, no lock of a process that was killed.
 *
 * @throws Error when another process is changing the stack, or its files are missing or not valid
 */
export async function openWorkspace(options: StackOptions): Promise<OpenedWorkspace> {
  const { stack, stateDir, engineDir, log = () => {} } = options;
  const workspace = await prepareWorkspace(options);
  await installPlugins(workspace.pulumiHome, engineDir);
  await unlockIfStale({ stack, stateDir, project: workspace.project }, log);
  // It would win over the sandbox's own passphrase, and the engine is given the rest of this environment.
  delete process.env.PULUMI_CONFIG_PASSPHRASE;
  return {
    ...workspace,
    automation: {
      workDir: workspace.workDir,
      pulumiHome: workspace.pulumiHome,
      pulumiCommand: await findCommand(engineDir),
      envVars: { ...options.env, ...engineEnvironment(workspace) },
    },
  };
}

/** What the engine is told of a workspace beside `PULUMI_HOME`. */
export function engineEnvironment(
  workspace: Pick<Workspace, "backend" | "passphraseFile">,
): Record<string, string> {
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
