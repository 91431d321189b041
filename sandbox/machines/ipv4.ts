/** An IPv4 range; `base` has no bit set behind the prefix. */
export interface Ipv4Range {
  readonly base: number;
  readonly prefix: number;
}

/** @throws Error when the text is not four numbers from 0 to 255. */
export function parseIpv4(text: string): number {
  const parts = text.split(".");
  const valid = parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255);
  if (!valid) throw new Error(`not an IPv4 address: "${text}"`);
  return parts.reduce((sum, part) => sum * 256 + Number(part), 0);
}

function sizeOf(prefix: number): number {
  return 2 ** (32 - prefix);
}

/**
 * Reads `10.41.0.0/16`; without a prefix, one address.
 * @throws Error when it is not a range, or bits behind the prefix are set.
 */
export function parseRange(text: string): Ipv4Range {
  const [address = "", prefixText = "32", ...rest] = text.split("/");
  const prefix = Number(prefixText);
  if (rest.length > 0 || !/^\d{1,2}$/.test(prefixText) || prefix > 32)
    throw new Error(`not an IPv4 range: "${text}"; write it as 10.41.0.0/16`);
  const base = parseIpv4(address);
  if (base % sizeOf(prefix) !== 0)
    throw new Error(`"${text}" has bits set behind its prefix; start it at its first address`);
  return { base, prefix };
}

export function overlaps(one: Ipv4Range, other: Ipv4Range): boolean {
  return one.base < other.base + sizeOf(other.prefix) && other.base < one.base + sizeOf(one.prefix);
}

/** True for an address that a machine can have: inside, neither first nor last. */
export function isHostAddress(range: Ipv4Range, address: string): boolean {
  const offset = parseIpv4(address) - range.base;
  return offset > 0 && offset < sizeOf(range.prefix) - 1;
}
