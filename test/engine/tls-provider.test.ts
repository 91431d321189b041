import { X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import * as tls from "@pulumi/tls";
import { CertificateAuthority } from "../../components";
import { type EngineFixture, openFixture } from "./fixture";

let engine: EngineFixture;
beforeAll(async () => {
  engine = await openFixture("tls");
}, 900_000);
afterAll(() => engine.remove());

const program = (dnsName: string, earlyRenewalHours?: number) => async () => {
  const caKey = new tls.PrivateKey("ca-key", { algorithm: "ECDSA", ecdsaCurve: "P256" });
  const ca = new tls.SelfSignedCert("ca", {
    privateKeyPem: caKey.privateKeyPem,
    subject: { commonName: "CA" },
    isCaCertificate: true,
    allowedUses: ["cert_signing"],
    validityPeriodHours: 100,
  });
  const key = new tls.PrivateKey("key", { algorithm: "ED25519" });
  const request = new tls.CertRequest("request", { privateKeyPem: key.privateKeyPem, dnsNames: [dnsName] });
  const cert = new tls.LocallySignedCert("cert", {
    certRequestPem: request.certRequestPem,
    caPrivateKeyPem: caKey.privateKeyPem,
    caCertPem: ca.certPem,
    allowedUses: ["server_auth"],
    validityPeriodHours: 10,
    ...(earlyRenewalHours === undefined ? {} : { earlyRenewalHours }),
  });
  return { certPem: cert.certPem, sshKey: key.publicKeyOpenssh, privateKey: key.privateKeyOpenssh };
};

test("a chain is made once, and its private keys are secrets everywhere", async () => {
  const { steps } = await engine.up(program("a.example.com"));
  expect(steps.toSorted()).toEqual(
    ["ca", "ca-key", "cert", "key", "request"].map((name) => `create ${name}`),
  );
  const outputs = await engine.outputs();
  expect(outputs.certPem).toEqual({
    value: expect.stringMatching(/^-----BEGIN CERTIFICATE-----\n/),
    secret: false,
  });
  expect(outputs.sshKey).toEqual({ value: expect.stringMatching(/^ssh-ed25519 /), secret: false });
  expect(outputs.privateKey).toEqual({
    value: expect.stringMatching(/^-----BEGIN OPENSSH PRIVATE KEY-----\n/),
    secret: true,
  });
  const state = await readFile(join(engine.dir, "state/pulumi-state/.pulumi/stacks/wso2/test.json"), "utf8");
  expect(state).toContain("BEGIN CERTIFICATE");
  expect(state).not.toContain("PRIVATE KEY");
  expect((await engine.preview(program("a.example.com"))).steps).toEqual([]);
});

test("a change of the name replaces the request and the certificate, and nothing else", async () => {
  const { steps } = await engine.preview(program("b.example.com"));
  expect(steps.filter((step) => step.startsWith("replace "))).toEqual(["replace request", "replace cert"]);
});

test("an earlier renewal is only noted, until it is due: then the certificate is replaced", async () => {
  expect((await engine.up(program("a.example.com", 9))).steps).toEqual(["update cert"]);
  expect((await engine.preview(program("a.example.com", 11))).steps).toEqual([
    "create-replacement cert",
    "replace cert",
    "delete-replaced cert",
  ]);
});

test("fails for an algorithm that there is not, by name", async () => {
  const { error } = await engine.preview(async () => {
    new tls.PrivateKey("dsa", { algorithm: "DSA" });
    return {};
  });
  expect(error).toContain('must be one of RSA, ECDSA, ED25519, got "DSA"');
});

/** A private root as versions before made it. */
class EarlierAuthority extends pulumi.ComponentResource {
  readonly certificatePem: pulumi.Output<string>;

  constructor(name: string) {
    super("wso2:index:CertificateAuthority", name);
    const within = { parent: this };
    const key = new tls.PrivateKey(name, { algorithm: "ECDSA", ecdsaCurve: "P256" }, within);
    const root = new tls.SelfSignedCert(
      name,
      {
        privateKeyPem: key.privateKeyPem,
        subject: { commonName: "Root" },
        isCaCertificate: true,
        setSubjectKeyId: true,
        validityPeriodHours: 24 * 3650,
        allowedUses: ["cert_signing", "crl_signing"],
      },
      within,
    );
    this.certificatePem = root.certPem;
    this.registerOutputs({ certificatePem: root.certPem, expiresAt: root.validityEndTime });
  }
}

test("a private root that stands is left as it is; a new one is of the kind that it signs", async () => {
  const kindOf = async () => {
    const pem = (await engine.outputs()).root?.value as string;
    return new X509Certificate(pem).publicKey.asymmetricKeyType;
  };
  await engine.up(async () => ({ root: new EarlierAuthority("root").certificatePem }));
  expect(await kindOf()).toBe("ec");
  const now = (generation: number) => async () => ({
    root: new CertificateAuthority("root", { commonName: "Root", generation }).certificatePem,
  });
  const { steps, error } = await engine.up(now(1));
  expect([steps, error, await kindOf()]).toEqual([[], undefined, "ec"]);
  const next = await engine.up(now(2));
  expect([next.steps.toSorted(), next.error]).toEqual([["create root-2", "create root-2"], undefined]);
  expect(await kindOf()).toBe("rsa");
});
