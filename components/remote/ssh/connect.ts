import type { Duplex } from "node:stream";
import { Client, type ConnectConfig, type ServerHostKeyAlgorithm } from "ssh2";
import { describeError } from "../roll-error";
import type { SshTarget } from "../ssh-target";
import { ConnectError } from "./connect-error";
import { SshConnection } from "./connection";
import { explainFailure } from "./explain-failure";
import { HandshakeNotes } from "./handshake-notes";
import {
  anySignatureAlgorithm,
  type HostKey,
  parseHostKey,
  parseHostKeyBlob,
  signatureAlgorithms,
} from "./host-key";
import { LoginMethods } from "./login-methods";
import { openTcp } from "./open-tcp";
import { checkPrivateKey } from "./private-key";

export { ConnectError } from "./connect-error";

export interface ConnectOptions {
  /** Limit for one attempt, key exchange and login included. @default 10 */
  readonly attemptTimeoutSec?: number;
  /** Accepts whichever host key is presented; only for the first contact with a new machine. @default false */
  readonly acceptAnyHostKey?: boolean;
}

const algorithms = {
  kex: { prepend: ["curve25519-sha256", "curve25519-sha256@libssh.org"], append: [], remove: [] },
  cipher: {
    prepend: ["aes128-gcm@openssh.com", "aes256-gcm@openssh.com", "chacha20-poly1305@openssh.com"],
    append: [],
    remove: [],
  },
} satisfies ConnectConfig["algorithms"];

/** What a connection goes through, and what ends with it. */
interface Way {
  readonly stream: Duplex;
  close(): void;
}

/** One attempt to log in: directly, through the jump hosts, or by the ProxyCommand. */
export async function connect(given: SshTarget, options: ConnectOptions = {}): Promise<SshConnection> {
  const target = { ...given, privateKey: readKey(given) };
  if (target.proxyCommand) {
    const { connectByProxy } = require("./connect-by-proxy") as typeof import("./connect-by-proxy");
    return connectByProxy(target, target.proxyCommand, (way) => login(target, options, way));
  }
  if (!target.jump) {
    const begun = Date.now();
    const stream = await openTcp(target, attemptSec(options));
    const spentSec = (Date.now() - begun) / 1000;
    const leftSec = Math.max(1, attemptSec(options) - spentSec);
    return login(target, options, { stream, close: () => {} }, leftSec);
  }
  const jump = await connect(target.jump, { attemptTimeoutSec: options.attemptTimeoutSec });
  try {
    const stream = await jump.openTcp(target.host, target.port ?? 22);
    return await login(target, options, { stream, close: () => jump.close() });
  } catch (error) {
    jump.close();
    if (error instanceof ConnectError) throw error;
    throw explainForwarding(target, target.jump, error);
  }
}

const attemptSec = ({ attemptTimeoutSec = 10 }: ConnectOptions) => attemptTimeoutSec;

function readKey(target: SshTarget): string {
  const checked = checkPrivateKey(target.privateKey);
  if ("key" in checked) return checked.key;
  throw new ConnectError(
    target,
    "key",
    `a private key for ${target.user}`,
    checked.problem.replace(/^got /, ""),
  );
}

/** RFC 4254: the server forbids it, whatever is behind. */
const prohibited = 1;

function explainForwarding(target: SshTarget, jump: SshTarget, error: unknown): ConnectError {
  const seen = describeError(error);
  return (error as { reason?: unknown }).reason === prohibited
    ? new ConnectError(
        target,
        "channel",
        `${jump.name} to let connections to ${target.host}:${target.port ?? 22} through`,
        `its sshd forbids it (${seen})`,
        `allow it on ${jump.name} (sshd_config: AllowTcpForwarding, PermitOpen, DisableForwarding; authorized_keys: no-port-forwarding), then \`pulumi up\``,
      )
    : new ConnectError(target, "network", `a way through the jump host ${jump.name}`, seen);
}

function login(
  target: SshTarget,
  options: ConnectOptions,
  way: Way,
  leftSec = attemptSec(options),
): Promise<SshConnection> {
  const pinned = parseHostKey(target.hostKey);
  const preferred = signatureAlgorithms(pinned.type);
  const accepted = options.acceptAnyHostKey
    ? [...preferred, ...anySignatureAlgorithm.filter((name) => !preferred.includes(name))]
    : preferred;
  const notes = new HandshakeNotes();
  const methods = new LoginMethods(target.user);
  let presented: HostKey | undefined;

  return new Promise((resolve, reject) => {
    const client = new Client();
    let cause: Error | undefined;
    client.on("error", (error) => {
      cause ??= error;
    });
    client.on("handshake", () => {
      notes.isKeyed = true;
    });
    client.once("close", () => reject(explainFailure({ target, pinned, presented, notes, cause, methods })));
    client.once("ready", () => {
      const isPinned = presented?.blob.equals(pinned.blob) ?? false;
      resolve(
        new SshConnection(
          target,
          client,
          isPinned,
          () => way.close(),
          () => connect(target, options),
        ),
      );
    });
    // The client starts the stream once it reads itself.
    way.stream.pause();
    way.stream.on("data", notes.hear);
    client.connect({
      sock: way.stream,
      username: target.user,
      privateKey: target.privateKey,
      authHandler: methods.next(target.privateKey) as ConnectConfig["authHandler"],
      algorithms: { ...algorithms, serverHostKey: accepted as ServerHostKeyAlgorithm[] },
      hostVerifier: (blob: Buffer) => {
        presented = parseHostKeyBlob(blob);
        return options.acceptAnyHostKey === true || presented.blob.equals(pinned.blob);
      },
      debug: notes.note,
      readyTimeout: leftSec * 1000,
      // A machine that is gone without a word is noticed within 15 s.
      keepaliveInterval: 5000,
      keepaliveCountMax: 3,
    });
    // From the first packet: the handshake's small ones would else wait 40 ms for the other side's delayed answer.
    client.setNoDelay(true);
  });
}
