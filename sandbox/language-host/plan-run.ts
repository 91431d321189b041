/** What the engine asks a language host to run. */
export interface ProgramRun {
  readonly monitor: string;
  readonly engine: string;
  readonly organization: string;
  readonly project: string;
  readonly stack: string;
  /** Folder of `Pulumi.yaml`. */
  readonly rootDirectory: string;
  /** Folder of the entry point, in which the program runs. */
  readonly directory: string;
  /** Relative to the folder; empty or `.` for what package.json names. */
  readonly entryPoint: string;
  readonly dryRun: boolean;
  readonly parallel: number;
  /** As the engine writes keys: `wso2:version`. */
  readonly config: Readonly<Record<string, string>>;
  readonly secretKeys: readonly string[];
  /** `runtime.options` of `Pulumi.yaml`. */
  readonly options: Readonly<Record<string, unknown>>;
}

const knownOptions = ["typescript", "tsconfig", "nodeargs", "packagemanager"];

/**
 * Arguments and variables with which the official host starts the SDK's `cmd/run`.
 *
 * @param runner path of `cmd/run`
 * @throws Error for a runtime option that this host does not know
 */
export function planRun(
  run: ProgramRun,
  runner: string,
): { args: readonly string[]; env: Readonly<Record<string, string>> } {
  const { typescript, tsconfig, nodeargs = "" } = run.options;
  const unknown = Object.keys(run.options).filter((name) => !knownOptions.includes(name));
  if (unknown.length > 0) {
    throw new Error(`runtime.options: ${unknown.join(", ")} not known; one of ${knownOptions.join(", ")}`);
  }
  const flags = {
    monitor: run.monitor,
    engine: run.engine,
    organization: run.organization,
    project: run.project,
    "root-directory": run.rootDirectory,
    stack: run.stack,
    pwd: run.directory,
  };
  return {
    args: [
      ...String(nodeargs).split(" ").filter(Boolean),
      runner,
      ...Object.entries(flags).flatMap(([name, value]) => (value ? [`--${name}`, value] : [])),
      ...(run.dryRun ? ["--dry-run"] : []),
      "--parallel",
      String(run.parallel),
      run.entryPoint || ".",
    ],
    env: {
      PULUMI_CONFIG: JSON.stringify(
        Object.fromEntries(Object.entries(run.config).map(([key, value]) => [configKey(key), value])),
      ),
      PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(run.secretKeys),
      ...(typescript === false ? {} : { PULUMI_NODEJS_TYPESCRIPT: "true" }),
      ...(typeof tsconfig === "string" ? { PULUMI_NODEJS_TSCONFIG_PATH: tsconfig } : {}),
    },
  };
}

/** `wso2:version` as programs get it: `wso2:config:version`. */
function configKey(key: string): string {
  const at = key.indexOf(":");
  return key.startsWith("config:", at + 1) ? key : `${key.slice(0, at)}:config:${key.slice(at + 1)}`;
}
