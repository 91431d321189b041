import { isAbout, type KnownHostsLine, parseKnownHostsLine } from "./known-hosts-line";

/** Types by which a machine can be pinned; the best first, as OpenSSH has it. */
const usable = [
  "ssh-ed25519",
  "ecdsa-sha2-nistp256",
  "ecdsa-sha2-nistp384",
  "ecdsa-sha2-nistp521",
  "ssh-rsa",
];

/**
 * Host keys from the text of an OpenSSH known_hosts file (sshd(8)): names in lists, with `*`, `?` and `!`, hashed
 * ones, and `[host]:port`. One key of each machine is pinned: the strongest type that its lines have. Keys that
 * a `@revoked` line names are never given out, and certificate authorities are not followed.
 */
export class KnownHosts {
  private readonly lines: readonly KnownHostsLine[];

  constructor(text: string) {
    this.lines = text
      .replace(/^\uFEFF/, "")
      .split(/\r?\n/)
      .flatMap((line, index) => parseKnownHostsLine(line, index + 1) ?? []);
  }

  /**
   * The key of a machine by which it is called there; `undefined` when there is none, or more than one of the
   * strongest type. A line without a port is good for any, as it is for OpenSSH.
   */
  find(host: string, port: number): string | undefined {
    const [first, second] = this.strongest(host, port);
    return second === undefined ? first?.key : undefined;
  }

  /** Of one type, to be compared with what somebody else says. */
  findOfType(host: string, port: number, type: string): readonly string[] {
    return this.of(host, port).flatMap((line) => (line.type === type ? [line.key] : []));
  }

  /** Why `find` gives no key, if the file says anything of the machine at all. */
  explain(host: string, port: number): string | undefined {
    const several = this.strongest(host, port);
    if (several.length > 1) {
      const numbers = several.map(({ number }) => number).join(" and ");
      return `is not clear: lines ${numbers} of known_hosts have different ${several[0]?.type} keys for ${host}; take the old one out (\`ssh-keygen -R\` takes all of them)`;
    }
    const about = this.about(host, port);
    const authority = about.find(({ marker }) => marker === "@cert-authority");
    const revoked = about.find((line) => line.marker !== "@cert-authority" && this.isRevoked(line));
    const other = about.find(({ marker, type }) => marker === "" && !usable.includes(type));
    if (revoked) return `is needed: the key in line ${revoked.number} of known_hosts is @revoked`;
    if (other) {
      return `is needed: line ${other.number} of known_hosts has a key of type ${other.type}; one of ${usable.join(", ")} is needed`;
    }
    if (authority) {
      return `is needed: line ${authority.number} of known_hosts names a certificate authority only, and certificates of hosts are not followed; add the host's own key (\`ssh-keyscan\`, compared on the machine)`;
    }
    return undefined;
  }

  private strongest(host: string, port: number): KnownHostsLine[] {
    const lines = this.of(host, port);
    const type = usable.find((each) => lines.some((line) => line.type === each));
    const keys = new Map(lines.filter((line) => line.type === type).map((line) => [line.key, line]));
    return [...keys.values()];
  }

  private of(host: string, port: number): KnownHostsLine[] {
    return this.about(host, port).filter(
      (line) => line.marker === "" && usable.includes(line.type) && !this.isRevoked(line),
    );
  }

  private about(host: string, port: number): KnownHostsLine[] {
    const named = (name: string) => this.lines.filter((line) => isAbout(line, name));
    const own = port === 22 ? [] : named(`[${host}]:${port}`);
    return own.some(({ marker }) => marker === "") ? own : [...own, ...named(host)];
  }

  /** Whoever the line is about: a key that has leaked is nobody's. */
  isRevoked({ key }: { readonly key: string }): boolean {
    return this.lines.some((line) => line.marker === "@revoked" && line.key === key);
  }
}
