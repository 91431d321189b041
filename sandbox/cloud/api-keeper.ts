import { type AwsApi, startAwsApi } from "../aws-api";
import { isRunning, processStartTicks } from "../process-identity";
import type { Log } from "./log";

/** Starts the AWS API of a sandbox and starts it again, on the same port, when it has died. */
export class ApiKeeper {
  private startTicks: number;

  private constructor(
    private readonly stateDir: string,
    private readonly log: Log,
    private api: AwsApi,
  ) {
    this.startTicks = processStartTicks(api.pid) ?? 0;
  }

  static async start(stateDir: string, log: Log): Promise<ApiKeeper> {
    return new ApiKeeper(stateDir, log, await startAwsApi({ stateDir, log }));
  }

  get endpoint(): string {
    return this.api.endpoint;
  }

  get revisionFile(): string {
    return this.api.revisionFile;
  }

  async keepAlive(): Promise<void> {
    if (isRunning(this.api.pid, this.startTicks)) return;
    this.log(`the AWS API, process ${this.api.pid}, has died: starting it again`);
    const port = Number(new URL(this.api.endpoint).port);
    this.api = await startAwsApi({ stateDir: this.stateDir, port, log: this.log });
    this.startTicks = processStartTicks(this.api.pid) ?? 0;
  }

  stop(): Promise<void> {
    return this.api.stop();
  }
}
