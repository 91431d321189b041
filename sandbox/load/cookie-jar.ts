/** The cookies of one client at one site: the application's and those that balancers set. */
export class CookieJar {
  readonly #values = new Map<string, string>();

  /** Takes an answer's Set-Cookie lines; an empty value or Max-Age=0 removes. */
  take(setCookie: readonly string[] | undefined): void {
    for (const line of setCookie ?? []) {
      const [pair = "", ...attributes] = line.split(";").map((part) => part.trim());
      const equals = pair.indexOf("=");
      if (equals < 1) continue;
      const value = pair.slice(equals + 1);
      const expired = attributes.some((attribute) => /^max-age=(0|-\d+)$/i.test(attribute));
      if (value === "" || expired) this.#values.delete(pair.slice(0, equals));
      else this.#values.set(pair.slice(0, equals), value);
    }
  }

  /** The Cookie header; undefined without cookies. */
  header(): string | undefined {
    if (this.#values.size === 0) return undefined;
    return [...this.#values].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  clear(): void {
    this.#values.clear();
  }
}
