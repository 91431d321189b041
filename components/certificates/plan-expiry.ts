const dayMs = 86_400_000;

/** From how many days before its end a certificate is spoken of. */
export const warningDays = 60;

/** The same for one that was given: its owner renews it in its last month, and may not be able to before. */
export const givenWarningDays = 30;

const givenMark = " (given)";

/** The name, among certificates by name, of one that was given: no deployment makes a new one. */
export function nameGiven(name: string): string {
  return `${name}${givenMark}`;
}

export function isGiven(name: string): boolean {
  return name.endsWith(givenMark);
}

/** What to do about one, for a sentence. */
export const givenRemedy = "set a new one (docs/certificates.md)";

/** A sentence about a certificate that ends soon or has ended; nothing about any other. */
export function describeEnd(
  what: string,
  expiresAt: string,
  now: Date,
  remedy: string,
  withinDays = warningDays,
): string | undefined {
  const leftDays = (Date.parse(expiresAt) - now.getTime()) / dayMs;
  if (!(leftDays < withinDays)) return undefined;
  const when = leftDays < 0 ? "has ended" : `ends in ${Math.floor(leftDays)} days`;
  return `The certificate of ${what} ${when}, on ${expiresAt}: ${remedy}.`;
}

/** The certificate that ends first, of certificates by name. */
export function findFirstEnd(
  ends: Readonly<Record<string, string>>,
): { name: string; expiresAt: string } | undefined {
  const known = Object.entries(ends).filter(([, end]) => !Number.isNaN(Date.parse(end)));
  const [first] = known.sort(([, left], [, right]) => Date.parse(left) - Date.parse(right));
  return first && { name: first[0], expiresAt: first[1] };
}
