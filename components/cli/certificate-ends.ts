import { givenRemedy, givenWarningDays, isGiven, warningDays } from "../certificates/plan-expiry";
import { daysLeft } from "./plan-certificates";

/** A certificate that ends soon. */
export interface CertificateEnd {
  readonly name: string;
  /** RFC 3339. */
  readonly expiresAt: string;
  /** Whole days; negative when it is over. */
  readonly daysLeft: number;
}

/** From so many days before its end on, an `up` makes a new one, and so should have. */
const dueDays = 30;

/** Of a stack's output `certificatesExpireAt`, those that end within 60 days, 30 for one that was given; what ends first is first. */
export function listCertificateEnds(outputs: Readonly<Record<string, unknown>>, now: Date): CertificateEnd[] {
  const { certificatesExpireAt } = outputs;
  if (typeof certificatesExpireAt !== "object" || certificatesExpireAt === null) return [];
  return Object.entries(certificatesExpireAt)
    .flatMap(([name, end]) => {
      const left = typeof end === "string" ? daysLeft({ validUntil: end }, now) : Number.NaN;
      return left < (isGiven(name) ? givenWarningDays : warningDays)
        ? [{ name, expiresAt: end as string, daysLeft: left }]
        : [];
    })
    .sort((a, b) => a.daysLeft - b.daysLeft);
}

/** Whether somebody has to do something now. */
export function isDue({ daysLeft: left }: CertificateEnd): boolean {
  return left < dueDays;
}

/** A line for each, which says what to do. */
export function renderCertificateEnds(ends: readonly CertificateEnd[]): string[] {
  return ends.map((end) => {
    const { name, expiresAt, daysLeft: left } = end;
    const when = left < 0 ? "has ended" : `ends in ${left} days`;
    const remedy = remedyOf(end);
    return `warning: the certificate of ${name} ${when}, on ${expiresAt}: ${remedy}`;
  });
}

function remedyOf(end: CertificateEnd): string {
  if (end.name === "private root") return "raise its generation (docs/certificates.md)";
  if (isGiven(end.name)) return givenRemedy;
  return isDue(end)
    ? "`pulumi up` makes a new one"
    : `a \`pulumi up\` in its last ${dueDays} days makes a new one`;
}
