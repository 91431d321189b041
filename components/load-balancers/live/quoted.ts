/** Text in the characters that a tag's value may hold: others as `=2C`, their UTF-8 bytes in hex. */
export function quote(text: string): string {
  return text.replace(/[^A-Za-z0-9+\-._:/@]/gu, (character) =>
    [...Buffer.from(character)]
      .map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, "0")}`)
      .join(""),
  );
}

export function unquote(text: string): string {
  const bytes = text.replace(/=([0-9A-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(bytes, "latin1").toString("utf8");
}

/** A value that fits: half a quoted byte at its end is left out. */
export function cut(text: string, longest: number): string {
  return text.length > longest ? text.slice(0, longest).replace(/=[0-9A-F]?$/, "") : text;
}

/** `run=4711 by=alice@ci-7` by name; each part up to its first `=`. */
export function readParts(value: string): Map<string, string> {
  return new Map(
    value.split(" ").map((part) => {
      const at = part.indexOf("=");
      return [part.slice(0, at), part.slice(at + 1)] as const;
    }),
  );
}
