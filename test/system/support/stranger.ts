import { mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import execa, { type ExecaChildProcess } from "execa";
import { awsEnvironment } from "../../../sandbox/cloud";
import { ensureEngine, installPlugins } from "../../../sandbox/engine";
import { packageRoot } from "../../../sandbox/paths";

export interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly all: string;
}

/** Somebody with a clone of this project, an AWS account and the official programs, who types what the docs say. */
export class Stranger {
  /** Everything that any of the commands printed. */
  printed = "";

  private constructor(
    readonly clone: string,
    readonly env: Readonly<Record<string, string>>,
  ) {}

  /**
   * @param endpoint Of the account.
   * @param home Where the engine and curl keep what is theirs.
   */
  static async in(clone: string, endpoint: string, home: string, node: string): Promise<Stranger> {
    const engine = await ensureEngine(() => {});
    await installPlugins(join(home, "pulumi"), engine);
    // As a project has it that installed the package: the docs leave out `npx` where it makes no difference.
    await mkdir(join(home, "bin"), { recursive: true });
    await symlink(join(clone, "dist/components/cli/main.js"), join(home, "bin/pulumi-wso2"));
    const { AWS_REGION: _, ...account } = awsEnvironment(endpoint);
    return new Stranger(clone, {
      ...account,
      PATH: [join(home, "bin"), node, engine, join(packageRoot, "sandbox/aws-cli"), process.env.PATH].join(
        ":",
      ),
      CURL_HOME: home,
      PULUMI_HOME: join(home, "pulumi"),
      PULUMI_BACKEND_URL: `file://${home}`,
      PULUMI_CONFIG_PASSPHRASE: "a stranger's",
      // Instead of a person who answers yes.
      PULUMI_SKIP_CONFIRMATIONS: "true",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      WSO2_ROLL_JOURNAL: join(home, "journal.jsonl"),
    });
  }

  start(command: string): ExecaChildProcess {
    const options = { cwd: this.clone, env: this.env, all: true, reject: false, stdin: "ignore" } as const;
    return execa("bash", ["-euo", "pipefail", "-c", command], options);
  }

  async types(command: string): Promise<Ran> {
    const { exitCode, stdout, all = "" } = await this.start(command);
    this.printed += all;
    return { exitCode, stdout, all };
  }

  /** Types a command that must succeed. @returns all that it said. */
  async must(command: string): Promise<string> {
    const { exitCode, all } = await this.types(command);
    if (exitCode !== 0) throw new Error(`${command} ended with ${exitCode}:\n${all}`);
    return all;
  }
}
