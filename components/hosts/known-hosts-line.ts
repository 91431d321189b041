import { createHmac } from "node:crypto";

/** One line of a known_hosts file that says something about a key (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT). */
export interface KnownHostsLine {
  /** From 1. */
  readonly number: number;
  readonly marker: "" | "@cert-authority" | "@revoked";
  readonly names: string;
  readonly type: string;
  /** `ssh-ed25519 AAAA...` */
  readonly key: string;
}

/**
 * Undefined for a comment and for what is no such line, as the banners that `ssh-keyscan` prints:
 * `node1:22 SSH-2.0-OpenSSH_9.2p1 Debian-2`.
 */
export function parseKnownHostsLine(text: string, number: number): KnownHostsLine | undefined {
  const words = text.trim().split(/\s+/);
  const [first = ""] = words;
  if (first === "" || first.startsWith("#")) return undefined;
  const [marker = "", names, type, data] = first.startsWith("@") ? words : ["", ...words];
  if (marker !== "" && marker !== "@cert-authority" && marker !== "@revoked") return undefined;
  if (!names || !type || !data) return undefined;
  const isKey = /^(ssh|ecdsa|sk|rsa|webauthn)-[a-z0-9@.-]+$/.test(type) && /^[A-Za-z0-9+/]+=*$/.test(data);
  return isKey ? { number, marker, names, type, key: `${type} ${data}` } : undefined;
}

/** Whether a line is about a name, `host` or `[host]:port`. A pattern with `!` that fits takes the line away. */
export function isAbout({ names }: KnownHostsLine, name: string): boolean {
  const wanted = name.toLowerCase();
  const fitting = names.split(",").filter((each) => fits(each.replace(/^!/, ""), wanted));
  return fitting.length > 0 && !fitting.some((each) => each.startsWith("!"));
}

function fits(pattern: string, name: string): boolean {
  const [, salt, digest] = /^\|1\|([^|]+)\|(.+)$/.exec(pattern) ?? [];
  if (salt !== undefined) {
    return createHmac("sha1", Buffer.from(salt, "base64")).update(name).digest("base64") === digest;
  }
  return matchesPattern(pattern.toLowerCase(), name);
}

/** `*` is any text and `?` one character. In linear steps: a pattern is somebody else's text. */
function matchesPattern(pattern: string, text: string): boolean {
  let [at, from, star, retry] = [0, 0, -1, 0];
  while (at < text.length) {
    if (pattern[from] === "?" || (pattern[from] === text[at] && pattern[from] !== "*")) {
      at += 1;
      from += 1;
    } else if (pattern[from] === "*") {
      star = from;
      retry = at;
      from += 1;
    } else if (star >= 0) {
      from = star + 1;
      retry += 1;
      at = retry;
    } else {
      return false;
    }
  }
  return /^\**$/.test(pattern.slice(from));
}
