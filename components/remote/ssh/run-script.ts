import type { Readable } from "node:stream";
import type { ClientChannel } from "ssh2";
import { within } from "../poll";
import { describeError, RollError } from "../roll-error";
import type { SshTarget } from "../ssh-target";
import { channelEnd } from "./channel-end";
import type { SshConnection } from "./connection";
import { explainNoFrame } from "./explain-no-frame";
import {
  beatSec,
  FrameReader,
  type Framing,
  killAfterSec,
  newMark,
  renderCommandLine,
  renderFramed,
} from "./frame";
import { endMargin, LostScript } from "./lost-script";

export interface RunOptions {
  /** @default false */
  readonly asRoot?: boolean;
  /** Then the script is ended, with all that it started. @default 30 */
  readonly timeoutSec?: number;
  readonly signal?: AbortSignal;
  /** What the script reads. @default nothing */
  readonly input?: Readable;
  /** Of a longer output, the end is kept. @default all of it is */
  readonly keptBytes?: number;
}

/** The script was ended before it answered; nothing of it runs any more. */
export class EndedScript extends RollError {
  constructor(
    target: SshTarget,
    /** Whether its time was over; else the operator stopped the program. */
    readonly isLate: boolean,
    readonly stdout: string,
    cause: unknown,
  ) {
    const step = `run a command on ${target.host}`;
    const seen = `${describeError(cause)}; it was ended there`;
    super({ node: target.name, step, expected: "its result", seen }, { cause });
    this.name = "EndedScript";
  }
}

export interface ScriptResult {
  /** 128 + n when it ended by a signal. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a script by `/bin/sh -eu` on the machine. Its answer is what it printed itself, whatever start files and
 * banners print around it. A non-zero status is a result.
 *
 * @throws RollError when there is no answer; the script has ended then, or the error says that it may still run.
 */
export async function runScript(
  connection: SshConnection,
  script: string,
  { asRoot = false, timeoutSec = 30, signal, input, keptBytes }: RunOptions = {},
): Promise<ScriptResult> {
  signal?.throwIfAborted();
  const { target } = connection;
  const framing: Framing = {
    mark: newMark(),
    asRoot: asRoot && target.user !== "root",
    // Ours comes first, unless nothing of ours comes through any more.
    limitSec: timeoutSec + endMargin,
  };
  const channel = await connection.openCommand(renderCommandLine(framing));
  const run = new Run(connection, channel, framing, keptBytes);
  return run.result(renderFramed(framing, script, input !== undefined), timeoutSec, signal, input);
}

class Run {
  private readonly out: FrameReader;
  private readonly errors: FrameReader;
  private exitCode: number | undefined;
  private readonly closed: Promise<void>;
  private onChange = () => {};

  constructor(
    private readonly connection: SshConnection,
    private readonly channel: ClientChannel,
    private readonly framing: Framing,
    keptBytes: number | undefined,
  ) {
    this.out = new FrameReader(framing.mark, keptBytes);
    this.errors = new FrameReader(framing.mark, keptBytes);
    this.closed = channelEnd(channel).then((status) => {
      this.exitCode = status;
    });
    channel.on("error", () => {});
    channel.on("data", (chunk: Buffer) => this.take(this.out, chunk));
    channel.stderr.on("data", (chunk: Buffer) => this.take(this.errors, chunk));
  }

  private take(reader: FrameReader, chunk: Buffer): void {
    reader.push(chunk);
    this.onChange();
  }

  async result(
    text: string,
    timeoutSec: number,
    signal: AbortSignal | undefined,
    input: Readable | undefined,
  ): Promise<ScriptResult> {
    let stop = () => {};
    let beat: NodeJS.Timeout | undefined;
    try {
      const answered = new Promise<"answered" | "ended">((resolve, reject) => {
        let sent = false;
        this.onChange = () => {
          if (this.out.begun && !sent) {
            sent = true;
            if (input) input.once("error", reject).pipe(this.channel);
            else beat = setInterval(() => this.channel.write("."), beatSec * 1000);
          }
          // Both streams, as one may come after the other.
          if (this.out.status !== undefined && this.errors.status !== undefined) resolve("answered");
        };
        void this.closed.then(() => resolve("ended"));
        stop = () => reject(signal?.reason as Error);
        signal?.addEventListener("abort", stop, { once: true });
        this.channel.write(text);
      });
      await within(timeoutSec, `no answer within ${timeoutSec} s`, answered);
      const code = this.out.status;
      if (code !== undefined) return { code, stdout: this.out.own, stderr: this.errors.own };
    } catch (error) {
      throw await this.end(error, signal, input);
    } finally {
      clearInterval(beat);
      signal?.removeEventListener("abort", stop);
      input?.unpipe(this.channel);
      this.channel.end();
    }
    if (this.connection.isClosed) throw new LostScript(this.connection.target, this.framing);
    // Ended with its group, as by `timeout` on the machine or by somebody there.
    if (this.out.begun) return { code: this.exitCode ?? 255, stdout: this.out.own, stderr: this.errors.own };
    throw explainNoFrame(this.connection.target, this.framing, this.seen());
  }

  /** Ends the script, and says whether that is certain. */
  private async end(
    error: unknown,
    signal: AbortSignal | undefined,
    input: Readable | undefined,
  ): Promise<unknown> {
    input?.unpipe(this.channel);
    this.channel.end();
    const limitSec = killAfterSec + endMargin;
    const ended = await within(limitSec, "it goes on", this.closed).then(
      () => !this.connection.isClosed,
      () => false,
    );
    if (!ended) {
      this.channel.destroy();
      return new LostScript(this.connection.target, this.framing, error);
    }
    if (!this.out.begun && !signal?.aborted) {
      return explainNoFrame(this.connection.target, this.framing, this.seen(), error);
    }
    return new EndedScript(this.connection.target, !signal?.aborted, this.out.own, error);
  }

  private seen() {
    return { stdout: this.out.all, stderr: this.errors.all, code: this.exitCode };
  }
}
