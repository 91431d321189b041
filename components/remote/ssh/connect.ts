import type { Duplex } from "node:stream";
import { Client, type ConnectConfig, type ServerHostKeyAlgorithm } from "ssh2";
import { RollError } from "../roll-error";
import type { SshTarget } from "../ssh-target";
import { SshConnection } from "./connection";
import {
  anySignatureAlgorithm,
  fingerprint,
  type HostKey,
  parseHostKey,
  parseHostKeyBlob,
  signatureAlgorithms,
} from "./host-key";

export interface ConnectOptions {
  /** Limit for one attempt, key exchange and login included. @default 10 */
  readonly attemptTimeoutSec?: number;
  /** Accepts whichever host key is presented; only for the first contact with a new machine. @default false */
  readonly acceptAnyHostKey?: boolean;
}

/** A failed attempt, with what a retry needs to know. */
export class ConnectError extends RollError {
  constructor(
    target: SshTarget,
    readonly reason: "network" | "login" | "host key",
    expected: string,
    seen: string,
    next?: string,
  ) {
    super({ node: target.name, step: `connect to ${target.host}`, expected, seen, next });
    this.name = "ConnectError";
  }
}

const algorithms = {
  kex: { prepend: ["curve25519-sha256", "curve25519-sha256@libssh.org"], append: [], remove: [] },
  cipher: {
    prepend: ["aes128-gcm@openssh.com", "aes256-gcm@openssh.com", "chacha20-poly1305@openssh.com"],
    append: [],
    remove: [],
  },
} satisfies ConnectConfig["algorithms"];

/** One attempt to log in, through the jump hosts if any. */
export async function connect(target: SshTarget, options: ConnectOptions = {}): Promise<SshConnection> {
  if (!target.jump) return login(target, options, undefined, []);
  const jump = await connect(target.jump, { attemptTimeoutSec: options.attemptTimeoutSec });
  try {
    const stream = await jump.openTcp(target.host, target.port ?? 22);
    return await login(target, options, stream, [jump]);
  } catch (error) {
    jump.close();
    if (error instanceof ConnectError) throw error;
    throw new ConnectError(target, "network", "a way through the jump host", String(error));
  }
}

function login(
  target: SshTarget,
  options: ConnectOptions,
  stream: Duplex | undefined,
  through: readonly SshConnection[],
): Promise<SshConnection> {
  const pinned = parseHostKey(target.hostKey);
  const timeoutSec = options.attemptTimeoutSec ?? 10;
  const preferred = signatureAlgorithms(pinned.type);
  const accepted = options.acceptAnyHostKey
    ? [...preferred, ...anySignatureAlgorithm.filter((name) => !preferred.includes(name))]
    : preferred;
  let presented: HostKey | undefined;

  return new Promise((resolve, reject) => {
    const client = new Client();
    let cause: Error | undefined;
    client.on("error", (error) => {
      cause ??= error;
    });
    client.once("close", () => reject(explain(target, pinned, presented, cause)));
    client.once("ready", () => {
      resolve(new SshConnection(target, client, presented?.blob.equals(pinned.blob) ?? false, through));
    });
    client.connect({
      ...(stream ? { sock: stream } : { host: target.host, port: target.port ?? 22 }),
      username: target.user,
      privateKey: target.privateKey,
      // Without this the first request is one that no server grants.
      authHandler: ["publickey"],
      algorithms: { ...algorithms, serverHostKey: accepted as ServerHostKeyAlgorithm[] },
      hostVerifier: (blob: Buffer) => {
        presented = parseHostKeyBlob(blob);
        return options.acceptAnyHostKey === true || presented.blob.equals(pinned.blob);
      },
      readyTimeout: timeoutSec * 1000,
      // A machine that is gone without a word is noticed within 15 s.
      keepaliveInterval: 5000,
      keepaliveCountMax: 3,
    });
    // From the first packet: the handshake's small ones would else wait 40 ms for the other side's delayed answer.
    client.setNoDelay(true);
  });
}

function explain(
  target: SshTarget,
  pinned: HostKey,
  presented: HostKey | undefined,
  cause: Error | undefined,
): ConnectError {
  const seen = cause?.message ?? "the connection was closed";
  if (presented && !presented.blob.equals(pinned.blob)) {
    return new ConnectError(
      target,
      "host key",
      `host key ${fingerprint(pinned)}`,
      `host key ${fingerprint(presented)}: another machine answers at this address, or it was set up by hand`,
      "make sure which machine answers there before anything else; when it is a new one that is meant to be there, `pulumi up` gives it its key",
    );
  }
  if (/no matching host key/i.test(seen)) {
    return new ConnectError(
      target,
      "host key",
      `host key ${fingerprint(pinned)}`,
      `no key of type ${pinned.type} is presented`,
    );
  }
  const isLogin = (cause as { level?: string } | undefined)?.level === "client-authentication";
  return isLogin
    ? new ConnectError(target, "login", `login as ${target.user} with the given key`, seen)
    : new ConnectError(target, "network", "an SSH connection", seen);
}
