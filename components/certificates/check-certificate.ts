import { createPrivateKey, type KeyObject, type X509Certificate } from "node:crypto";
import { type Problem, Problems } from "../validation/problems";
import { type CertificateFiles, readCertificate, splitPem } from "./certificate-files";
import { isShippedByWso2 } from "./shipped-keys";

/** Against what a certificate is checked. */
export interface CertificateUse {
  /** Names that clients use; the certificate must cover each. */
  readonly hosts: readonly string[];
  readonly now: Date;
}

/** Between the clock of who has signed it and this one. */
const skewMs = 300_000;

/** Where each part was given, for messages: `certificatePem`, `certificateChainPem`, `certificateKeyPem`. */
export interface CertificateInputs {
  readonly certificate: string;
  readonly chain: string;
  readonly key: string;
}

const ownNames: CertificateInputs = {
  certificate: "certificatePem",
  chain: "chainPem",
  key: "privateKeyPem",
};

/** All that is wrong with a certificate that is to be shown to clients. No message holds a part of the key. */
export function checkCertificate(
  { certificatePem, chainPem = "", privateKeyPem }: CertificateFiles,
  { hosts, now }: CertificateUse,
  names: CertificateInputs = ownNames,
): Problem[] {
  const problems = new Problems();
  const leaf = readOne(problems, certificatePem, names);
  const chain = readChain(problems, chainPem, names.chain);
  const key = readKey(problems, privateKeyPem, names.key);
  if (!leaf) return problems.list;
  const own = describe(leaf);
  problems.require(
    !isShippedByWso2(leaf),
    names.certificate,
    `${own} is one that WSO2 ships: everyone has its private key, and can answer in your name; make a key of your own`,
  );
  problems.require(
    !key || leaf.checkPrivateKey(key),
    names.key,
    `is not the private key of ${own}; its public key is another one`,
  );
  [leaf, ...chain].forEach((each, index) => {
    const input = index === 0 ? names.certificate : names.chain;
    checkValidity(problems, each, input, now);
    const issuer = chain[index];
    problems.require(
      !issuer || isIssuedBy(each, issuer),
      names.chain,
      `certificate ${index + 1} of the chain, ${issuer && describe(issuer)}, has not issued the one before it, ${describe(each)}, which is of ${nameOf(each.issuer)}; put each issuer after what it has issued`,
    );
  });
  for (const host of hosts) {
    problems.require(
      leaf.checkHost(host) !== undefined,
      names.certificate,
      `${own} does not cover ${host}; it covers ${coveredNames(leaf)}`,
    );
  }
  return problems.list;
}

function readOne(problems: Problems, pem: string, names: CertificateInputs): X509Certificate | undefined {
  const found = splitPem(pem);
  problems.require(
    found.length === 1,
    names.certificate,
    found.length === 0
      ? "holds no certificate; text with -----BEGIN CERTIFICATE----- is needed"
      : `holds ${found.length} certificates; the first belongs here, the others into ${names.chain}`,
  );
  return found[0] === undefined ? undefined : parse(problems, found[0], names.certificate);
}

function readChain(problems: Problems, pem: string, input: string): X509Certificate[] {
  const found = splitPem(pem);
  problems.require(
    found.length > 0 || pem.trim() === "",
    input,
    "holds no certificate; text with -----BEGIN CERTIFICATE----- is needed",
  );
  return found.flatMap((each) => parse(problems, each, input) ?? []);
}

function parse(problems: Problems, pem: string, input: string): X509Certificate | undefined {
  const certificate = readCertificate(pem);
  const unread = "holds a certificate that can't be read; it is cut off or damaged";
  problems.require(certificate !== undefined, input, unread);
  return certificate;
}

function readKey(problems: Problems, pem: string, input: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem);
  } catch (error) {
    const isEncrypted =
      /ENCRYPTED/.test(pem) || (error as { code?: string }).code === "ERR_MISSING_PASSPHRASE";
    problems.require(
      false,
      input,
      isEncrypted
        ? "is encrypted; `openssl pkey -in <it>` writes it without its password"
        : "is no private key; text with -----BEGIN PRIVATE KEY----- or the like is needed",
    );
    return undefined;
  }
}

function checkValidity(problems: Problems, each: X509Certificate, input: string, now: Date): void {
  const [from, to] = [new Date(each.validFrom), new Date(each.validTo)];
  const own = describe(each);
  problems.require(to > now, input, `${own} ended on ${to.toISOString()}; a new one is needed`);
  const isBegun = from.getTime() <= now.getTime() + skewMs;
  problems.require(isBegun, input, `${own} is valid from ${from.toISOString()} only`);
}

function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}

function describe({ subject, fingerprint256 }: X509Certificate): string {
  return `the certificate of ${nameOf(subject)} (SHA-256 ${fingerprint256.slice(0, 11)}...)`;
}

/** `CN=localhost, O=WSO2`, of what OpenSSL writes in lines. */
function nameOf(name: string | undefined): string {
  return (name ?? "nobody").split("\n").reverse().join(", ");
}

function coveredNames({ subjectAltName, subject }: X509Certificate): string {
  return subjectAltName ?? `${nameOf(subject)}, by its common name only`;
}
