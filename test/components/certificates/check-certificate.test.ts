import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CertificateFiles } from "../../../components/certificates/certificate-files";
import { type CertificateUse, checkCertificate } from "../../../components/certificates/check-certificate";
import { Certificates } from "./make-certificates";

const dayMs = 86_400_000;
const now = new Date();
const folder = mkdtempSync(join(tmpdir(), "certificates-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("checkCertificate", () => {
  const made = new Certificates(folder);
  made.leaf("nameless", undefined);
  made.leaf("wso2", "DNS:localhost", "/C=US/O=WSO2/CN=localhost");
  const good: CertificateFiles = {
    certificatePem: made.pem("leaf"),
    chainPem: made.pem("issuer"),
    privateKeyPem: made.key("leaf"),
  };
  const reasons = (change: Partial<CertificateFiles>, use: Partial<CertificateUse> = {}) =>
    checkCertificate({ ...good, ...change }, { hosts: ["wso2.example.com"], now, ...use }).map(
      ({ propertyPath, reason }) => `${propertyPath}: ${reason.replace(/ \(SHA-256 [^)]*\)/g, "")}`,
    );

  it.each([
    ["with its issuer", {}],
    ["with its issuer and the root", { chainPem: made.pem("issuer", "root") }],
    ["without a chain", { chainPem: undefined }],
    [
      "that has no alternative names, by its common name",
      { certificatePem: made.pem("nameless"), privateKeyPem: made.key("nameless") },
    ],
    [
      "that signs itself, for its own name",
      { certificatePem: made.pem("root"), privateKeyPem: made.key("root"), chainPem: "" },
      ["Test Root"],
    ],
  ])("takes a certificate %s", (_, change, hosts = ["wso2.example.com"]) => {
    expect(reasons(change, { hosts: hosts.filter((host) => !host.includes(" ")) })).toEqual([]);
  });

  it("takes each name that it covers, by wildcards too", () => {
    expect(reasons({}, { hosts: ["wso2.example.com", "a.apps.example.com"] })).toEqual([]);
  });

  it.each<[string, Partial<CertificateFiles>, Partial<CertificateUse>, string[]]>([
    [
      "another key",
      { privateKeyPem: made.key("root") },
      {},
      [
        "privateKeyPem: is not the private key of the certificate of CN=wso2.example.com; its public key is another one",
      ],
    ],
    [
      "names that it does not cover",
      {},
      { hosts: ["a.example.com", "a.b.apps.example.com"] },
      [
        "certificatePem: the certificate of CN=wso2.example.com does not cover a.example.com; it covers DNS:wso2.example.com, DNS:*.apps.example.com",
        "certificatePem: the certificate of CN=wso2.example.com does not cover a.b.apps.example.com; it covers DNS:wso2.example.com, DNS:*.apps.example.com",
      ],
    ],
    [
      "a chain in the wrong order",
      { chainPem: made.pem("root", "issuer") },
      {},
      [
        "chainPem: certificate 1 of the chain, the certificate of CN=Test Root, has not issued the one before it, the certificate of CN=wso2.example.com, which is of CN=Test Issuer; put each issuer after what it has issued",
        "chainPem: certificate 2 of the chain, the certificate of CN=Test Issuer, has not issued the one before it, the certificate of CN=Test Root, which is of CN=Test Root; put each issuer after what it has issued",
      ],
    ],
    [
      "an issuer that is left out",
      { chainPem: made.pem("root") },
      {},
      [
        "chainPem: certificate 1 of the chain, the certificate of CN=Test Root, has not issued the one before it, the certificate of CN=wso2.example.com, which is of CN=Test Issuer; put each issuer after what it has issued",
      ],
    ],
    [
      "a whole chain in one place",
      { certificatePem: made.pem("leaf", "issuer"), chainPem: undefined },
      {},
      ["certificatePem: holds 2 certificates; the first belongs here, the others into chainPem"],
    ],
    [
      "a key in the certificate's place",
      { certificatePem: made.key("leaf") },
      {},
      ["certificatePem: holds no certificate; text with -----BEGIN CERTIFICATE----- is needed"],
    ],
    [
      "a certificate that is cut off",
      { certificatePem: made.pem("leaf").replace(/\n[^\n]+\n[^\n]+\n-----END/, "\n-----END") },
      {},
      ["certificatePem: holds a certificate that can't be read; it is cut off or damaged"],
    ],
    [
      "a certificate in the key's place",
      { privateKeyPem: made.pem("leaf") },
      {},
      ["privateKeyPem: is no private key; text with -----BEGIN PRIVATE KEY----- or the like is needed"],
    ],
    [
      "a chain that is a file's name",
      { chainPem: "chain.pem" },
      {},
      ["chainPem: holds no certificate; text with -----BEGIN CERTIFICATE----- is needed"],
    ],
    [
      "one that WSO2 ships, and does not cover the host",
      { certificatePem: made.pem("wso2"), privateKeyPem: made.key("wso2") },
      {},
      [
        "certificatePem: the certificate of CN=localhost, O=WSO2, C=US is one that WSO2 ships: everyone has its private key, and can answer in your name; make a key of your own",
        "certificatePem: the certificate of CN=localhost, O=WSO2, C=US does not cover wso2.example.com; it covers DNS:localhost",
      ],
    ],
  ])("fails for %s, with all that is wrong", (_, change, use, expected) => {
    expect(reasons(change, use)).toEqual(expected);
  });

  it("fails for certificates that have ended or not begun, each by itself", () => {
    const at = (days: number) => reasons({}, { now: new Date(now.getTime() + days * dayMs) });
    expect(at(29)).toEqual([]);
    const [leaf, issuer] = at(31);
    expect(leaf).toMatch(
      /^certificatePem: the certificate of CN=wso2.example.com ended on \d{4}-.*Z; a new one is needed$/,
    );
    expect(issuer).toMatch(/^chainPem: the certificate of CN=Test Issuer ended on /);
    expect(at(-1)[0]).toMatch(
      /^certificatePem: the certificate of CN=wso2.example.com is valid from \d{4}-.* only$/,
    );
  });

  it("fails for a key that is encrypted, and says how to write it without a password", () => {
    made.openssl("pkey", "-in", "leaf.key", "-aes256", "-passout", "pass:secret", "-out", "locked.key");
    const [reason] = reasons({ privateKeyPem: made.key("locked") });
    expect(reason).toMatch(
      /^privateKeyPem: is encrypted; `openssl pkey -in <it>` writes it without its password/,
    );
  });
});
