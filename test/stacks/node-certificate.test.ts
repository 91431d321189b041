import { X509Certificate } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nodeCertificate } from "../../stacks/node-certificate";
import { Certificates } from "../components/certificates/make-certificates";

describe("the certificate that a configuration gives to the nodes", () => {
  const folder = mkdtempSync(join(tmpdir(), "node-certificate-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const made = new Certificates(folder);
  made.leaf("node", "DNS:integrator.internal");
  made.make("other", "/CN=Other Root", "CA:TRUE");
  const good = {
    nodeCertificatePem: made.pem("node"),
    nodeCertificateChainPem: made.pem("issuer"),
    nodeCertificateKeyPem: made.key("node"),
    nodeCaPem: made.pem("other", "root"),
  };
  const fingerprint = (name: string) => new X509Certificate(made.pem(name)).fingerprint256;
  const read = (settings: Partial<typeof good>, before?: unknown) =>
    nodeCertificate(settings, "integrator.internal", before);
  const paths = (settings: Partial<typeof good>, before?: unknown) =>
    read(settings, before).problems.map(({ propertyPath, reason }) => `${propertyPath}: ${reason}`);

  it("is none, and nothing is wrong with that", () => {
    expect(read({})).toEqual({ problems: [] });
  });

  it("comes with its issuers and the one root that it is of", () => {
    expect(read(good)).toEqual({
      files: {
        certificatePem: made.pem("node"),
        chainPem: made.pem("issuer"),
        privateKeyPem: made.key("node"),
        rootPem: made.pem("root"),
      },
      root: fingerprint("root"),
      problems: [],
    });
  });

  it("goes back to the private root while the root is trusted for one deployment more", () => {
    const before = { nodeRoot: fingerprint("root") };
    expect(read({ nodeCaPem: good.nodeCaPem }, before)).toEqual({ problems: [] });
    expect(read({}, {})).toEqual({ problems: [] });
  });

  it.each<[string, Partial<typeof good>, unknown, RegExp]>([
    [
      "a root that nobody trusts",
      { ...good, nodeCaPem: made.pem("other") },
      {},
      /^wso2:nodeCaPem: holds no root that has issued "CN=Test Issuer"/,
    ],
    ["no root", { ...good, nodeCaPem: undefined }, {}, /^wso2:nodeCaPem: holds no root/],
    [
      "the root of before, dropped while nodes show a certificate of it",
      {},
      { nodeRoot: fingerprint("root") },
      /^wso2:nodeCaPem: must still hold the root with SHA-256 /,
    ],
    [
      "a certificate without its key",
      { ...good, nodeCertificateKeyPem: undefined },
      {},
      /^wso2:nodeCertificateKeyPem: .* are needed together/,
    ],
    [
      "another key",
      { ...good, nodeCertificateKeyPem: made.key("root") },
      {},
      /^wso2:nodeCertificateKeyPem: is not the private key of/,
    ],
    [
      "another name than HAProxy verifies",
      { ...good, nodeCertificatePem: made.pem("leaf"), nodeCertificateKeyPem: made.key("leaf") },
      {},
      /^wso2:nodeCertificatePem: .* does not cover integrator.internal/,
    ],
    ["text that is no certificate", { nodeCaPem: "ca.pem" }, {}, /^wso2:nodeCaPem: holds no certificate/],
  ])("fails for %s", (_, settings, before, expected) => {
    const [problem, ...others] = paths(settings, before);
    expect(problem).toMatch(expected);
    expect(others).toEqual([]);
  });
});
