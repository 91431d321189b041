import type { Duplex, Readable } from "node:stream";
import type { Client, ClientChannel } from "ssh2";
import { within } from "../poll";
import { RollError } from "../roll-error";
import type { SshTarget } from "../ssh-target";

export interface ExecOptions {
  readonly stdin?: string | Readable;
  /** @default 30 */
  readonly timeoutSec?: number;
  readonly signal?: AbortSignal;
}

export interface ExecResult {
  /** 128 + n when the command ended by a signal. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** One open SSH connection: commands, sockets of the machine, and nothing else. */
export class SshConnection {
  private closed: Error | undefined;
  private readonly gone: Promise<never>;

  constructor(
    readonly target: SshTarget,
    private readonly client: Client,
    /** Whether the machine presented the key that the plan names. */
    readonly hostKeyIsPinned: boolean,
    private readonly through: readonly SshConnection[] = [],
  ) {
    client.on("error", (error) => {
      this.closed ??= error;
    });
    this.gone = new Promise((_, reject) => {
      client.once("close", () => {
        this.closed ??= new Error("the connection was closed");
        reject(this.closed);
      });
    });
    this.gone.catch(() => undefined);
  }

  /** Whether it has ended, by whichever side. */
  get isClosed(): boolean {
    return this.closed !== undefined;
  }

  /** Runs a command line. A non-zero exit status is a result; no answer in time is an error. */
  exec(command: string, { stdin = "", timeoutSec = 30, signal }: ExecOptions = {}): Promise<ExecResult> {
    let channel: ClientChannel | undefined;
    const run = (resolve: (result: ExecResult) => void, reject: (error: unknown) => void) => {
      this.client.exec(command, (error, opened) => {
        if (error) return reject(error);
        channel = opened;
        const stdout = collect(opened);
        const stderr = collect(opened.stderr);
        let code: number | undefined;
        opened.on("exit", (status: number | null, signalName?: string) => {
          code = status ?? (signalName ? 128 : 255);
        });
        opened.once("close", () =>
          code === undefined
            ? reject(this.closed ?? new Error("the connection was lost during the command"))
            : resolve({ code, stdout: stdout(), stderr: stderr() }),
        );
        if (typeof stdin === "string") opened.end(stdin);
        else stdin.once("error", reject).pipe(opened);
      });
    };
    return this.guard(run, timeoutSec, signal).catch((error: unknown) => {
      channel?.destroy();
      throw this.lost(error);
    });
  }

  /** Runs a command that stays; the caller ends its input and destroys it. */
  openCommand(command: string): Promise<ClientChannel> {
    return this.open((done) => this.client.exec(command, done));
  }

  /** A Unix socket of the machine. */
  openUnixSocket(path: string): Promise<Duplex> {
    return this.open((done) => this.client.openssh_forwardOutStreamLocal(path, done));
  }

  /** A TCP connection from the machine. */
  openTcp(host: string, port: number): Promise<Duplex> {
    return this.open((done) => this.client.forwardOut("127.0.0.1", 0, host, port, done));
  }

  close(): void {
    this.client.end();
    for (const jump of this.through) jump.close();
  }

  private open(
    start: (done: (error: Error | undefined, channel: ClientChannel) => void) => unknown,
  ): Promise<ClientChannel> {
    return this.guard<ClientChannel>((resolve, reject) => {
      start((error, channel) => (error ? reject(error) : resolve(channel)));
    }, 10);
  }

  private async guard<T>(
    work: (resolve: (result: T) => void, reject: (error: unknown) => void) => void,
    timeoutSec: number,
    signal?: AbortSignal,
  ): Promise<T> {
    if (this.closed) throw this.closed;
    let stop = () => {};
    const stopped = new Promise<never>((_, reject) => {
      stop = () => reject(signal?.reason as Error);
    });
    signal?.addEventListener("abort", stop, { once: true });
    try {
      const first = Promise.race([new Promise<T>(work), this.gone, stopped]);
      return await within(timeoutSec, `no answer within ${timeoutSec} s`, first);
    } finally {
      signal?.removeEventListener("abort", stop);
    }
  }

  private lost(error: unknown): RollError {
    if (error instanceof RollError) return error;
    const seen = error instanceof Error ? error.message : String(error);
    return new RollError(
      { node: this.target.name, step: `run a command on ${this.target.host}`, expected: "its result", seen },
      { cause: error },
    );
  }
}

function collect(stream: Readable): () => string {
  const chunks: Buffer[] = [];
  stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString("utf8");
}
