/** How to reach one machine. Its host key is known before the machine exists. */
export interface SshTarget {
  /** The machine's key, as the operator knows it: `node1`, `haproxy2`. */
  readonly name: string;
  readonly host: string;
  /** @default 22 */
  readonly port?: number;
  readonly user: string;
  /** Private key of `user`, OpenSSH format. */
  readonly privateKey: string;
  /** The machine's public host key, `ssh-ed25519 AAAA...`. Any other key is refused. */
  readonly hostKey: string;
  /** A machine to go through. */
  readonly jump?: SshTarget;
  /**
   * A command line of the computer that runs `pulumi up`, whose input and output are the connection: OpenSSH's
   * ProxyCommand, with `%h` (host), `%p` (port), `%r` (user), `%n` (name) and `%%`. In place of `jump`.
   */
  readonly proxyCommand?: string;
}

/** A file on a machine, with its mode in octal. */
export interface MachineFile {
  readonly path: string;
  readonly content: string;
  readonly mode: string;
  /** `user:group` @default root:root */
  readonly owner?: string;
}
