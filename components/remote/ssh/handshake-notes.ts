/** Of what is no SSH. */
const mostGreeting = 200;

/**
 * How far a handshake came and what both sides offered, from what ssh2 says of it (its `debug`).
 * Nothing is noted once the keys are exchanged.
 */
export class HandshakeNotes {
  private readonly offers = new Map<string, string>();
  /** What the other side said instead of that it is an SSH server. */
  greeting = "";
  /** Whether the other side has said that it is an SSH server. */
  isSsh = false;
  /** Whether the keys were exchanged. */
  isKeyed = false;

  readonly note = (line: string): void => {
    if (this.isKeyed) return;
    const [, offer, list] = /^Handshake: (\((?:local|remote)\) .+?): (.*)$/.exec(line) ?? [];
    if (offer && list !== undefined) this.offers.set(offer, list);
    else if (line.startsWith("Remote ident:")) this.isSsh = true;
  };

  readonly hear = (data: Buffer): void => {
    if (this.isSsh || this.greeting.length >= mostGreeting) return;
    this.greeting = (this.greeting + data.toString("latin1")).slice(0, mostGreeting);
  };

  /** Both sides' algorithms of the kind that has none in common; undefined when that is not what failed. */
  describeMismatch(message: string): { readonly kind: string; readonly seen: string } | undefined {
    const [, kind] = /no matching (.+)$/i.exec(message) ?? [];
    if (!kind) return undefined;
    const offered = (side: string) =>
      plain(this.offers.get(`(${side}) ${kind.replace("key exchange algorithm", "KEX method")}`) ?? "");
    return {
      kind: kind.replace("host key format", "host key algorithm"),
      seen: `the machine offers only ${offered("remote")}; this program knows ${offered("local")}`,
    };
  }
}

/** Without the names that stand for no algorithm. */
function plain(list: string): string {
  const names = list.split(",").filter((name) => name && !/^(ext-info-|kex-strict-)/.test(name));
  return names.join(", ") || "none";
}
