import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import execa from "execa";
import { certRequest } from "../../../../sandbox/providers/tls/cert-request";
import { locallySignedCert } from "../../../../sandbox/providers/tls/locally-signed-cert";
import { privateKey } from "../../../../sandbox/providers/tls/private-key";
import { selfSignedCert } from "../../../../sandbox/providers/tls/self-signed-cert";
import { make, updateOf } from "./issue";

const dir = mkdtempSync(join(tmpdir(), "certificates-"));
afterAll(() => rmSync(dir, { recursive: true }));

const keyKinds = [
  { algorithm: "RSA", rsaBits: 2048 },
  { algorithm: "ECDSA", ecdsaCurve: "P224" },
  { algorithm: "ECDSA", ecdsaCurve: "P256" },
  { algorithm: "ECDSA", ecdsaCurve: "P384" },
  { algorithm: "ECDSA", ecdsaCurve: "P521" },
  { algorithm: "ED25519" },
];

const caInputs = {
  subject: {
    commonName: "Test CA",
    organization: "Größe & Co",
    country: "LK",
    streetAddresses: ["1 A St", "B"],
  },
  isCaCertificate: true,
  maxPathLength: 0,
  validityPeriodHours: 24 * 3650,
  allowedUses: ["cert_signing", "crl_signing", "digital_signature"],
};

async function issueChain(keys: (typeof keyKinds)[number]) {
  const caKey = await make(privateKey, keys);
  const ca = await make(selfSignedCert, { ...caInputs, privateKeyPem: caKey.privateKeyPem });
  const key = await make(privateKey, keys);
  const request = await make(certRequest, {
    privateKeyPem: key.privateKeyPemPkcs8,
    subject: { commonName: "esb.example.com" },
    dnsNames: ["esb.example.com", "*.esb.example.com"],
    ipAddresses: ["10.41.1.10", "2001:db8::1"],
    uris: ["spiffe://example.com/esb"],
  });
  const inputs = {
    certRequestPem: request.certRequestPem,
    caPrivateKeyPem: caKey.privateKeyPem,
    caCertPem: ca.certPem,
    validityPeriodHours: 48,
    allowedUses: ["digital_signature", "key_encipherment", "server_auth", "client_auth"],
    setSubjectKeyId: true,
  };
  return { caKey, ca, key, request, inputs, leaf: await make(locallySignedCert, inputs) };
}

describe.each(keyKinds)("$algorithm $ecdsaCurve", (keys) => {
  test("OpenSSL accepts request, chain, name and address", async () => {
    const { ca, request, leaf } = await issueChain(keys);
    const verified = await execa("openssl", ["req", "-verify", "-noout"], {
      input: request.certRequestPem ?? "",
    });
    expect(verified.stderr).toContain("verify OK");
    const caFile = save("ca.pem", ca.certPem);
    const leafFile = save("leaf.pem", leaf.certPem);
    for (const check of [
      ["-verify_hostname", "esb.example.com"],
      ["-verify_hostname", "a.esb.example.com"],
      ["-verify_ip", "10.41.1.10"],
      ["-verify_ip", "2001:db8::1"],
    ]) {
      const strict = [
        "verify",
        "-x509_strict",
        "-purpose",
        "sslserver",
        "-CAfile",
        caFile,
        ...check,
        leafFile,
      ];
      expect((await execa("openssl", strict)).stdout).toBe(`${leafFile}: OK`);
    }
  });
});

test("the extensions and names are the official provider's", async () => {
  const { ca, leaf } = await issueChain({ algorithm: "ECDSA", ecdsaCurve: "P256" });
  const caText = await textOf(ca.certPem);
  expect(caText).toContain(
    "Subject: C = LK, O = Gr\\C3\\B6\\C3\\9Fe & Co, street = 1 A St + street = B, CN = Test CA",
  );
  expect(extensionsOf(caText)).toEqual([
    "X509v3 Key Usage: critical",
    "X509v3 Basic Constraints: critical",
    "X509v3 Subject Key Identifier:",
  ]);
  expect(caText).toContain("Digital Signature, Certificate Sign, CRL Sign");
  expect(caText).toContain("CA:TRUE, pathlen:0");

  const leafText = await textOf(leaf.certPem);
  expect(extensionsOf(leafText)).toEqual([
    "X509v3 Key Usage: critical",
    "X509v3 Extended Key Usage:",
    "X509v3 Basic Constraints: critical",
    "X509v3 Subject Key Identifier:",
    "X509v3 Authority Key Identifier:",
    "X509v3 Subject Alternative Name:",
  ]);
  expect(leafText).toContain("TLS Web Server Authentication, TLS Web Client Authentication");
  expect(leafText).toContain("CA:FALSE");
  expect(leafText).toContain(
    "DNS:esb.example.com, DNS:*.esb.example.com, IP Address:10.41.1.10, IP Address:2001:DB8:0:0:0:0:0:1, URI:spiffe://example.com/esb",
  );
  expect(BigInt(leaf.id ?? "").toString(16)).toBe(
    /Serial Number:\s+([0-9a-f:]+)/.exec(leafText)?.[1]?.replaceAll(":", ""),
  );
  expect(Date.parse(leaf.validityEndTime ?? "") - Date.parse(leaf.validityStartTime ?? "")).toBe(
    48 * 3_600_000,
  );
  expect(leaf).toMatchObject({ caKeyAlgorithm: "ECDSA", readyForRenewal: false, isCaCertificate: false });
});

test("a subordinate authority, and a self-signed certificate that names its own key", async () => {
  const { caKey, request } = await issueChain({ algorithm: "ED25519" });
  const root = await make(selfSignedCert, {
    ...caInputs,
    maxPathLength: 1,
    privateKeyPem: caKey.privateKeyPem,
  });
  const sub = await make(locallySignedCert, {
    certRequestPem: request.certRequestPem,
    caPrivateKeyPem: caKey.privateKeyPem,
    caCertPem: root.certPem,
    isCaCertificate: true,
    validityPeriodHours: 1,
    allowedUses: ["cert_signing"],
  });
  expect(await textOf(sub.certPem)).toContain("CA:TRUE\n");
  const own = await make(selfSignedCert, {
    privateKeyPem: caKey.privateKeyPem,
    validityPeriodHours: 1,
    allowedUses: [],
    dnsNames: ["a"],
    setSubjectKeyId: true,
    setAuthorityKeyId: true,
  });
  expect(extensionsOf(await textOf(own.certPem))).toEqual([
    "X509v3 Basic Constraints: critical",
    "X509v3 Subject Key Identifier:",
    "X509v3 Authority Key Identifier:",
    "X509v3 Subject Alternative Name: critical",
  ]);
});

test("a certificate that ends within earlyRenewalHours is replaced; a refresh says that it is due", async () => {
  const { inputs } = await issueChain({ algorithm: "ED25519" });
  const { id: _id, ...state } = await make(locallySignedCert, inputs);
  expect(locallySignedCert.expired?.(state, inputs)).toEqual([]);
  expect(locallySignedCert.expired?.(state, { ...inputs, earlyRenewalHours: 49 })).toEqual([
    "readyForRenewal",
  ]);
  const later = await updateOf(locallySignedCert, state, { ...inputs, earlyRenewalHours: 47 });
  expect(later).toMatchObject({ certPem: state.certPem, earlyRenewalHours: 47 });
  expect(await locallySignedCert.read?.(later)).toEqual(later);
  const due = { ...state, earlyRenewalHours: 48 };
  expect(await locallySignedCert.read?.(due)).toEqual({ ...due, readyForRenewal: true });
});

test("only earlyRenewalHours changes in place", () => {
  const inputs = Object.keys(locallySignedCert.inputs.kinds);
  expect(inputs.filter((input) => !locallySignedCert.replacesOn(input, input))).toEqual([
    "earlyRenewalHours",
  ]);
});

describe("fails, naming the input", () => {
  const cases = [
    { change: { certRequestPem: "x" }, says: "certRequestPem holds no PEM block CERTIFICATE REQUEST" },
    { change: { caCertPem: "x" }, says: "caCertPem holds no PEM block CERTIFICATE" },
    { change: { caPrivateKeyPem: "secret" }, says: "caPrivateKeyPem is not a private key in PEM format" },
  ];
  test.each(cases)("fails with $says", async ({ change, says }) => {
    const { inputs } = await issueChain({ algorithm: "ED25519" });
    await expect(make(locallySignedCert, { ...inputs, ...change })).rejects.toThrow(new Error(says));
  });

  test("fails for another authority's key, an address that is none, an authority without a name", async () => {
    const { inputs, key } = await issueChain({ algorithm: "ED25519" });
    await expect(make(locallySignedCert, { ...inputs, caPrivateKeyPem: key.privateKeyPem })).rejects.toThrow(
      "caPrivateKeyPem is not the key of the certificate in caCertPem",
    );
    const { privateKeyPem } = key;
    await expect(make(certRequest, { privateKeyPem, ipAddresses: ["10.0.0.300"] })).rejects.toThrow(
      'ipAddresses: "10.0.0.300" is not an IP address',
    );
    await expect(make(selfSignedCert, { ...caInputs, privateKeyPem, subject: {} })).rejects.toThrow(
      "subject: a certificate authority needs at least one name, such as commonName",
    );
  });
});

function save(name: string, text: string | undefined): string {
  const path = join(dir, name);
  writeFileSync(path, text ?? "");
  return path;
}

async function textOf(pem: string | undefined): Promise<string> {
  return (await execa("openssl", ["x509", "-noout", "-text"], { input: pem ?? "" })).stdout;
}

function extensionsOf(text: string): string[] {
  return [...text.matchAll(/^ {12}(X509v3 .*?) *$/gm)].map((match) => match[1] ?? "");
}
