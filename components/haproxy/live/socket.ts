import { within } from "../../remote/poll";
import { describeError, RollError } from "../../remote/roll-error";
import type { SshConnection } from "../../remote/ssh/connection";
import { type ProcessInfo, parseInfo } from "../process-info";
import { type ProcessView, parseProcessView } from "../server-view";

const answerTimeoutSec = 10;

/** HAProxy's command socket on a machine. Each call is a connection of its own, so it meets the current process. */
export class HaproxySocket {
  constructor(
    readonly connection: SshConnection,
    readonly path: string,
  ) {}

  /** The answer to one command line; several commands are parted by `;`. */
  async ask(command: string): Promise<string> {
    try {
      return await within(answerTimeoutSec, `no answer within ${answerTimeoutSec} s`, this.talk(command));
    } catch (error) {
      throw this.failure(describeError(error));
    }
  }

  /**
   * Runs commands that answer nothing when they succeed.
   *
   * @throws RollError with HAProxy's words otherwise.
   */
  async run(commands: readonly string[]): Promise<void> {
    const answer = (await this.ask(commands.join(";"))).trim();
    if (answer !== "") throw this.failure(`${commands.join("; ")}: ${answer}`);
  }

  async view(): Promise<ProcessView> {
    const answer = await this.ask("show info;show servers state;show stat");
    try {
      return parseProcessView(answer);
    } catch (error) {
      throw this.failure(describeError(error));
    }
  }

  /** What the running process's configuration says of itself; empty when it says nothing. */
  async description(): Promise<string> {
    return (await this.info()).description;
  }

  async info(): Promise<ProcessInfo> {
    return parseInfo(await this.ask("show info"));
  }

  private async talk(command: string): Promise<string> {
    const socket = await this.connection.openUnixSocket(this.path);
    const chunks: Buffer[] = [];
    return new Promise((resolve, reject) => {
      socket.on("data", (chunk: Buffer) => chunks.push(chunk));
      socket.once("error", reject);
      const finish = () => {
        socket.end();
        resolve(Buffer.concat(chunks).toString("utf8"));
      };
      socket.once("end", finish);
      socket.once("close", finish);
      socket.write(`${command}\n`);
    });
  }

  private failure(seen: string): RollError {
    const hint = /open failed/i.test(seen)
      ? `${seen}: HAProxy does not run there, or user ${this.connection.target.user} is not in its group`
      : seen;
    return new RollError({
      node: this.connection.target.name,
      step: `ask HAProxy on ${this.path}`,
      expected: "its answer",
      seen: hint,
    });
  }
}
