import type { Duplex } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import type { Client, ClientChannel } from "ssh2";
import { within } from "../poll";
import { describeError, RollError } from "../roll-error";
import { throwIfSectionIsLost } from "../section";
import type { SshTarget } from "../ssh-target";
import { ConnectError } from "./connect-error";
import { Sessions } from "./sessions";

const openTimeoutSec = 10;
const lonelyTries = 5;

/** One open SSH connection: commands, sockets of the machine, and nothing else. */
export class SshConnection {
  private closed: Error | undefined;
  private readonly gone: Promise<never>;
  private readonly sessions = new Sessions();
  private spare: { readonly opening: Promise<SshConnection>; readonly isOver: () => boolean } | undefined;

  constructor(
    readonly target: SshTarget,
    private readonly client: Client,
    /** Whether the machine presented the key that the plan names. */
    readonly hostKeyIsPinned: boolean,
    /** Ends what it goes through. */
    private readonly closeWay: () => void,
    /** Another one to the same machine, where its sshd allows too few sessions on one. */
    private readonly connectAgain: () => Promise<SshConnection>,
  ) {
    client.on("error", (error) => {
      this.closed ??= error;
    });
    this.gone = new Promise((_, reject) => {
      client.once("close", () => {
        this.closed ??= new Error("the connection was closed");
        closeWay();
        reject(this.closed);
      });
    });
    this.gone.catch(() => undefined);
  }

  /** Whether it has ended, by whichever side. */
  get isClosed(): boolean {
    return this.closed !== undefined;
  }

  /**
   * Starts a command line; the caller ends its input and destroys it. Where sshd allows fewer sessions at once
   * (MaxSessions), it waits for its turn, or goes over another connection if those that are open stay.
   */
  async openCommand(command: string, { stays = false } = {}): Promise<ClientChannel> {
    for (let alone = 0; ; ) {
      const turn = await this.sessions.next();
      if (turn === "all stay") return (await this.another()).openCommand(command, { stays });
      const session = this.sessions.begin(stays);
      try {
        const channel = await this.open<ClientChannel>((done) => this.client.exec(command, done));
        channel.once("close", session.end);
        return channel;
      } catch (error) {
        session.end();
        if (!isRefused(error)) throw this.lost(error);
        if (this.sessions.refused()) continue;
        // One that has just ended may still count there.
        if (++alone > lonelyTries) throw this.noSession(error);
        await sleep(alone * 100);
      }
    }
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
    this.spare?.opening.then((spare) => spare.close()).catch(() => undefined);
    this.client.end();
    this.closeWay();
  }

  private another(): Promise<SshConnection> {
    if (!this.spare || this.spare.isOver()) {
      let ended = () => false;
      const opening = this.connectAgain();
      opening.then(
        (connection) => {
          ended = () => connection.isClosed;
        },
        () => {
          ended = () => true;
        },
      );
      this.spare = { opening, isOver: () => ended() };
    }
    return this.spare.opening;
  }

  private async open<T extends Duplex>(
    start: (done: (error: Error | undefined, channel: T) => void) => unknown,
  ): Promise<T> {
    throwIfSectionIsLost();
    if (this.closed) throw this.closed;
    const opened = new Promise<T>((resolve, reject) => {
      start((error, channel) => (error ? reject(error) : resolve(channel)));
    });
    const first = Promise.race([opened, this.gone]);
    return within(openTimeoutSec, `no answer within ${openTimeoutSec} s`, first);
  }

  private lost(error: unknown): RollError {
    if (error instanceof RollError) return error;
    const { name: node, host } = this.target;
    return new RollError(
      { node, step: `run a command on ${host}`, expected: "its result", seen: describeError(error) },
      { cause: error },
    );
  }

  private noSession(error: unknown): ConnectError {
    return new ConnectError(
      this.target,
      "channel",
      "to run commands there",
      `its sshd opens no session (${describeError(error)})`,
      "allow sessions for this user (sshd_config: MaxSessions 1 or more), then `pulumi up`",
    );
  }
}

function isRefused(error: unknown): boolean {
  return /Channel open failure/i.test(describeError(error));
}
