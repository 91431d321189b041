import { type Command, InvalidArgumentError } from "commander";
import type { CertificateFacts } from "./plan-certificates";
import { openStack, type StackChoice, withStack } from "./stack-access";

interface CertificatesChoice extends StackChoice {
  readonly json?: boolean;
  readonly within: number;
}

export function registerCertificates(program: Command): void {
  withStack(program.command("certificates").description("who has which certificate, and until when"))
    .option("--within <days>", "exit status 1 when one ends within so many days", readDays, 30)
    .option("--json", "as JSON")
    .addHelpText(
      "after",
      `
Those of the stack's state; no private key is read. Exit status: 0, or 1 when one ends soon or has ended.

Examples:
  pulumi-wso2 certificates --stack prod
  pulumi-wso2 certificates --within 60 --json`,
    )
    .action(async ({ json, within, ...choice }: CertificatesChoice) => {
      const { planCertificates, daysLeft } =
        require("./plan-certificates") as typeof import("./plan-certificates");
      const stack = await openStack(choice);
      const certificates = planCertificates(await stack.resources());
      const now = new Date();
      process.exitCode = certificates.some((each) => daysLeft(each, now) < within) ? 1 : 0;
      process.stdout.write(
        `${json ? JSON.stringify(certificates, undefined, 2) : renderCertificates(certificates, now)}\n`,
      );
    });
}

/** A row for each; what ends first is at the top. */
export function renderCertificates(certificates: readonly CertificateFacts[], now: Date): string {
  const { daysLeft } = require("./plan-certificates") as typeof import("./plan-certificates");
  const { renderTable } = require("./table") as typeof import("./table");
  if (certificates.length === 0) return "no certificate in this stack";
  return renderTable(
    ["name", "for", "issuer", "valid until", "days left"],
    certificates.map((each) => [
      each.name,
      each.for,
      each.issuer,
      each.validUntil.slice(0, 10),
      String(daysLeft(each, now)),
    ]),
  );
}

function readDays(text: string): number {
  if (!/^\d{1,5}$/.test(text))
    throw new InvalidArgumentError(`got ${JSON.stringify(text)}; a number of days is needed.`);
  return Number(text);
}
