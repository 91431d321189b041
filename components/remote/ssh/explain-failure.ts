import type { SshTarget } from "../ssh-target";
import { ConnectError } from "./connect-error";
import type { HandshakeNotes } from "./handshake-notes";
import { fingerprint, type HostKey } from "./host-key";
import type { LoginMethods } from "./login-methods";

/** What is known of an attempt that failed. */
export interface FailedAttempt {
  readonly target: SshTarget;
  readonly pinned: HostKey;
  readonly presented: HostKey | undefined;
  readonly notes: HandshakeNotes;
  readonly cause: (Error & { level?: string; code?: string | number }) | undefined;
  readonly methods: LoginMethods;
}

/** Puts a failed attempt down to the stage at which it failed. */
export function explainFailure(attempt: FailedAttempt): ConnectError {
  const { target, pinned, presented, notes, cause } = attempt;
  const message = cause?.message ?? "the connection was closed";
  if (presented && !presented.blob.equals(pinned.blob)) {
    return new ConnectError(
      target,
      "host key",
      `host key ${fingerprint(pinned)}`,
      `host key ${fingerprint(presented)}: another machine answers at this address, or it was set up by hand`,
      "make sure which machine answers there before anything else; when it is a new one that is meant to be there, `pulumi up` gives it its key",
    );
  }
  const mismatch = notes.describeMismatch(message);
  if (mismatch?.kind === "host key algorithm") {
    return new ConnectError(
      target,
      "host key",
      `a host key of type ${pinned.type}`,
      `no key of that type is presented: ${mismatch.seen}`,
      "give the host key of a type that the machine has (`ssh-keyscan` shows them, check it on the machine itself), or have its sshd load this one (HostKey, HostKeyAlgorithms)",
    );
  }
  if (mismatch) {
    return new ConnectError(
      target,
      "key exchange",
      `a ${mismatch.kind} that both sides know`,
      mismatch.seen,
      "add one that this program knows to the machine's sshd_config (KexAlgorithms, Ciphers or MACs), reload sshd, then `pulumi up`; the machine is up, so skipping missing machines does not apply",
    );
  }
  if (notes.isKeyed) return explainLogin(attempt, message);
  if (notes.isSsh) {
    return new ConnectError(
      target,
      "key exchange",
      "the key exchange to succeed",
      `it broke off: ${message}`,
    );
  }
  if (cause?.level === "protocol" && !isLost(cause)) {
    return new ConnectError(
      target,
      "key exchange",
      "an SSH server",
      `something else answers at ${target.host}:${target.port ?? 22}: ${message}`,
    );
  }
  // A ProxyCommand's stream is open before any machine has answered.
  if (target.proxyCommand) return new ConnectError(target, "network", "an SSH connection", message);
  return explainNoServer(target, notes.greeting.trim() || message);
}

const isLost = (cause: Error) => /before handshake/i.test(cause.message);

/** @param said What came instead of an SSH server's first line. */
export function explainNoServer(target: SshTarget, said: string): ConnectError {
  return new ConnectError(
    target,
    "server",
    "an SSH server",
    `a machine takes the connection to ${target.host}:${target.port ?? 22}, and then: ${said}`,
    "look on the machine itself why its sshd does not answer: this computer is refused for a while after logins that failed (PerSourcePenalties), too many log in at once (MaxStartups), or it hangs; the machine is up, so skipping missing machines does not apply, unless you shut it down",
  );
}

function explainLogin(attempt: FailedAttempt, message: string): ConnectError {
  const { target, cause } = attempt;
  const { asked, keyAccepted, left } = attempt.methods;
  const expected = `login as ${target.user} with the given key`;
  if (keyAccepted || asked) {
    const wanted = asked ?? left.join(", ");
    return new ConnectError(
      target,
      "login",
      expected,
      `the key is accepted, and then the machine asks for ${wanted || "more"}, which nobody can answer during a roll`,
      `let ${target.user} in with the key alone (sshd_config: \`Match User ${target.user}\` with \`AuthenticationMethods publickey\`), or name another user; then \`pulumi up\``,
    );
  }
  if (cause?.level === "client-authentication") {
    const ways = left.length > 0 ? `; the machine takes ${left.join(", ")}` : "";
    return new ConnectError(
      target,
      "login",
      expected,
      `the key is refused${ways}`,
      `put the key's public half into ${target.user}'s authorized_keys there, or give another user or key; sshd's log on the machine says why it refused (AllowUsers, PubkeyAcceptedAlgorithms, rights of the folders)`,
    );
  }
  return new ConnectError(target, "login", expected, `the connection ended during the login: ${message}`);
}
