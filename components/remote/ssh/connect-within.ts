import { poll } from "../poll";
import type { SshTarget } from "../ssh-target";
import { ConnectError, type ConnectOptions, connect } from "./connect";
import { unanswered } from "./connect-error";
import type { SshConnection } from "./connection";

export interface ConnectWithinOptions extends ConnectOptions {
  /** Limit for all attempts together. */
  readonly timeoutSec: number;
  /** Failures that may pass. @default `unanswered` */
  readonly retry?: readonly ConnectError["reason"][];
  readonly signal?: AbortSignal;
}

const intervalMs = 250;
/**
 * OpenSSH from 9.8 on takes 5 s of penalty for each login that it refuses, and at 15 s shuts a computer out for a while
 * (`PerSourcePenalties` of sshd_config).
 */
const refusedLoginIntervalMs = 5000;

/**
 * Tries until the machine lets us in.
 *
 * @throws ConnectError the last one, when the time is over or when trying again can't help.
 */
export async function connectWithin(
  target: SshTarget,
  options: ConnectWithinOptions,
): Promise<SshConnection> {
  const { timeoutSec, retry = unanswered, signal } = options;
  let last: ConnectError | undefined;
  const attempt = async () => {
    try {
      return await connect(target, {
        ...options,
        attemptTimeoutSec: Math.min(options.attemptTimeoutSec ?? 10, Math.max(1, timeoutSec)),
      });
    } catch (error) {
      if (!(error instanceof ConnectError) || !retry.includes(error.reason)) throw error;
      last = error;
      return undefined;
    }
  };
  const connection = await poll(attempt, {
    ...{ timeoutSec, signal },
    intervalMs: () => (last?.reason === "login" ? refusedLoginIntervalMs : intervalMs),
  });
  if (connection) return connection;
  throw new ConnectError(
    target,
    last?.reason ?? "network",
    `${last?.failure.expected ?? "an SSH connection"} within ${timeoutSec} s`,
    last?.failure.seen ?? "no answer",
    last?.failure.next,
  );
}
