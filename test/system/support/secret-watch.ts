import { readdirSync, readFileSync } from "node:fs";

/**
 * Sees what every user of a computer can read: the arguments of all its processes, some times a second. A process that
 * lives shorter than that may be missed; the roll's and the engine's live longer.
 */
export class SecretWatch {
  private readonly lines = new Set<string>();
  private readonly timer = setInterval(() => this.look(), 150);

  /** @returns the command lines that had one of these in them. */
  stop(secrets: readonly string[]): string[] {
    clearInterval(this.timer);
    if (secrets.length === 0 || this.lines.size === 0) throw new Error("nothing was looked for");
    return [...this.lines].filter((line) => secrets.some((secret) => line.includes(secret)));
  }

  /** Whether a command was seen at all. */
  saw(words: string): boolean {
    return [...this.lines].some((line) => line.includes(words));
  }

  private look(): void {
    for (const pid of readdirSync("/proc")) if (/^\d+$/.test(pid)) this.lines.add(commandLine(pid));
  }
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "latin1").replaceAll("\0", " ");
  } catch {
    return "";
  }
}

/** A line of each private key in a text that no other text has. */
export function privateKeyLines(text: string): string[] {
  const keys = text.matchAll(
    /-----BEGIN [A-Z ]*PRIVATE KEY-----(?:\n|\\+n)([^\n\\-]+)(?:\n|\\+n)([^\n\\-]*)/g,
  );
  // An OpenSSH key begins like every other one.
  return [
    ...new Set(Array.from(keys, ([, first = "", second = ""]) => (second.length > 20 ? second : first))),
  ];
}
