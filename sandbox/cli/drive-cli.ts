import { join } from "node:path";
import execa from "execa";
import { packageRoot } from "../paths";
import { stoppable } from "./stoppable";

const main = join(packageRoot, "dist/sandbox/cli/main.js");

export interface CliResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly all: string;
}

export interface Outputs {
  readonly url: string;
  readonly host: string;
  readonly caFile: string;
  readonly nodes: { key: string; address: string }[];
  readonly loadBalancers: { key: string; address: string }[];
  /** Of the servers' administrator, where the product has one. */
  readonly adminPassword?: string;
  /** Of Identity Server's, in system `api-manager`. */
  readonly identityAdminPassword?: string;
}

/** The sandbox's command line as a user types it, for tests and benchmarks, each with a state folder of its own. */
export class Cli {
  /** @param stop Interrupts the command that runs when it is aborted; what the command then does is waited for. */
  constructor(
    private readonly stateFolder: string,
    private readonly stack: string,
    private readonly stop?: AbortSignal,
  ) {}

  get env(): Record<string, string> {
    return { WSO2_SANDBOX_STATE: this.stateFolder };
  }

  async run(command: string, ...args: string[]): Promise<CliResult> {
    this.stop?.throwIfAborted();
    const child = execa(process.execPath, [main, command, "--stack", this.stack, ...args], {
      env: this.env,
      reject: false,
      all: true,
      stdin: "ignore",
    });
    const { exitCode, stdout, all } = await stoppable(child, this.stop);
    return { exitCode, stdout, all: all ?? "" };
  }

  /** Runs a command that must succeed; its whole output is the error when it does not. */
  async must(command: string, ...args: string[]): Promise<string> {
    const { exitCode, stdout, all } = await this.run(command, ...args);
    if (exitCode !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${exitCode}:\n${all}`);
    return stdout;
  }

  set(...values: string[]): Promise<string> {
    return this.must("up", ...values.flatMap((value) => ["--set", value]));
  }

  async outputs(): Promise<Outputs> {
    return JSON.parse(await this.must("outputs", "--json", "--show-secrets")) as Outputs;
  }

  ssh(machine: string, command: string): Promise<string> {
    return this.must("ssh", machine, command);
  }
}
