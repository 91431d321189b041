import { createHmac } from "node:crypto";

interface Line {
  readonly names: string;
  readonly key: string;
}

/** The best first: what OpenSSH prefers, too. */
const preference = [
  "ssh-ed25519",
  "ecdsa-sha2-nistp256",
  "ecdsa-sha2-nistp384",
  "ecdsa-sha2-nistp521",
  "ssh-rsa",
];

/**
 * Host keys from the text of an OpenSSH known_hosts file (sshd(8)): plain and hashed names, `[host]:port`.
 * Lines with a marker are no keys of one machine: `@cert-authority` is left out, and a key that a
 * `@revoked` line names is never given out.
 */
export class KnownHosts {
  private readonly lines: readonly Line[];

  constructor(text: string) {
    const revoked = new Set<string>();
    const lines: Line[] = [];
    for (const line of text.split("\n")) {
      const words = line.trim().split(/\s+/);
      if (words[0] === "" || words[0]?.startsWith("#")) continue;
      const [marker, names, type, data] = words[0]?.startsWith("@") ? words : ["", ...words];
      if (!names || !type || !data) continue;
      if (marker === "@revoked") revoked.add(`${type} ${data}`);
      else if (marker === "") lines.push({ names, key: `${type} ${data}` });
    }
    this.lines = lines.filter(({ key }) => !revoked.has(key));
  }

  /** The key of a machine by which it is called there, the strongest if there are several. */
  find(host: string, port: number): string | undefined {
    const name = port === 22 ? host : `[${host}]:${port}`;
    const keys = this.lines.filter(({ names }) => matches(names, name)).map(({ key }) => key);
    const rank = (key: string) => {
      const index = preference.indexOf(key.split(" ")[0] ?? "");
      return index < 0 ? preference.length : index;
    };
    return keys.sort((left, right) => rank(left) - rank(right))[0];
  }
}

function matches(names: string, name: string): boolean {
  const hashed = /^\|1\|([^|]+)\|(.+)$/.exec(names);
  if (!hashed) return names.toLowerCase().split(",").includes(name.toLowerCase());
  const [, salt = "", digest] = hashed;
  return createHmac("sha1", Buffer.from(salt, "base64")).update(name).digest("base64") === digest;
}
