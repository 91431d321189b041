import { RollError } from "../roll-error";
import type { SshTarget } from "../ssh-target";

/**
 * How far a connection came before it failed.
 *
 * - `key`: the private key that was given can log in nowhere; nothing was tried.
 * - `network`: refused, timed out, unreachable, no such name. Only this one counts as "the machine can't be reached".
 * - `server`: a machine takes the connection, and no SSH server answers on it. It may well serve.
 * - `proxy`: the ProxyCommand could not be run, or ended by itself.
 * - `key exchange`: somebody answered, and both sides have no algorithm in common or it broke off on the way.
 * - `host key`: another machine, or no key of the type that is expected.
 * - `login`: the machine does not let this user in with this key.
 * - `channel`: logged in, and what is needed of it is not allowed there.
 */
export type ConnectStage =
  | "key"
  | "network"
  | "server"
  | "proxy"
  | "key exchange"
  | "host key"
  | "login"
  | "channel";

/** Where nobody logged in could say anything: of these, a failure may pass. */
export const unanswered: readonly ConnectStage[] = ["network", "server", "proxy"];

/** A failed attempt, with what a retry needs to know. */
export class ConnectError extends RollError {
  constructor(
    target: SshTarget,
    readonly reason: ConnectStage,
    expected: string,
    seen: string,
    next?: string,
  ) {
    const way = target.jump
      ? ` through ${target.jump.name}`
      : target.proxyCommand
        ? " by its ProxyCommand"
        : "";
    super({ node: target.name, step: `connect to ${target.host}${way}`, expected, seen, next });
    this.name = "ConnectError";
  }

  /** Whether somebody answered that nothing listens there, in the words of the system, of sshd or of a ProxyCommand. */
  get isRefused(): boolean {
    return /ECONNREFUSED|connection refused/i.test(this.failure.seen);
  }
}
