import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { givenCertificate } from "../../stacks/given-certificate";
import { readSettings } from "../../stacks/read-settings";
import { Certificates } from "../components/certificates/make-certificates";

const { config } = parse(readFileSync(join(__dirname, "../../Pulumi.dev.yaml"), "utf8")) as {
  config: Record<string, unknown>;
};
const minimal = Object.fromEntries(
  Object.entries(config).flatMap(([key, value]) =>
    key.startsWith("wso2:")
      ? [[key.slice(5), typeof value === "string" ? value : JSON.stringify(value)]]
      : [],
  ),
);

describe("the certificate that a configuration gives", () => {
  const folder = mkdtempSync(join(tmpdir(), "given-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const made = new Certificates(folder);
  made.leaf("edge", "DNS:integrator.dev.example.com");
  const store = ["pkcs12", "-export", "-in", "edge.pem", "-inkey", "edge.key", "-name", "edge"];
  made.openssl(...store, "-certfile", "issuer.pem", "-passout", "pass:12345678", "-out", "edge.p12");
  const keystore = join(folder, "edge.p12");

  const pem = {
    certificatePem: made.pem("edge"),
    certificateChainPem: made.pem("issuer", "root"),
    certificateKeyPem: made.key("edge"),
  };
  const read = (values: Record<string, string>) => readSettings({ ...minimal, ...values });
  const reasons = (values: Record<string, string>): string => {
    try {
      read(values);
    } catch (error) {
      return (error as Error).message;
    }
    throw new Error("was accepted");
  };

  it("is none without a key of it", () => {
    expect(givenCertificate(read({}))).toEqual({ problems: [] });
  });

  it("is PEM as it is, and the root that came with it", () => {
    expect(givenCertificate(read(pem)).files).toEqual({
      certificatePem: pem.certificatePem,
      chainPem: pem.certificateChainPem,
      privateKeyPem: pem.certificateKeyPem,
      rootPem: made.pem("root"),
    });
  });

  it("comes out of a key store, by path or in base64, with a password that looks like a number", () => {
    const byPath = givenCertificate(read({ keystore, keystorePassword: "12345678" }));
    expect(byPath.files).toMatchObject({ certificatePem: pem.certificatePem, chainPem: made.pem("issuer") });
    const content = readFileSync(keystore).toString("base64");
    const inline = read({ keystore: content, keystorePassword: "12345678", keystoreAlias: "edge" });
    expect(givenCertificate(inline)).toEqual(byPath);
  });

  it.each<[string, Record<string, string>, string[]]>([
    [
      "a key store without its password, beside another problem",
      { keystore, checkIntervalSec: "0" },
      [
        "wso2:checkIntervalSec: got 0; Too small: expected number to be >0",
        "wso2:keystorePassword: is needed with wso2:keystore and not set",
      ],
    ],
    [
      "a wrong password",
      { keystore, keystorePassword: "other-one" },
      ["wso2:keystorePassword: is not the key store's password, or the store was tampered with"],
    ],
    [
      "a file that is not there",
      { keystore: "/none/edge.p12", keystorePassword: "12345678" },
      [
        'wso2:keystore: got "/none/edge.p12" (as a path: ENOENT); the path of a key store or its content in base64 is needed',
      ],
    ],
    [
      "an alias that is not there",
      { keystore, keystorePassword: "12345678", keystoreAlias: "wso2carbon" },
      ['wso2:keystoreAlias: got "wso2carbon", which is not in the key store; its keys are edge'],
    ],
    [
      "parts without the whole",
      { keystoreAlias: "edge", keyPassword: "x", certificateChainPem: pem.certificateChainPem },
      [
        "wso2:certificateChainPem: is set without wso2:certificatePem",
        "wso2:keystoreAlias: is set without wso2:keystore",
        "wso2:keyPassword: is set without wso2:keystore",
      ],
    ],
    [
      "two sources",
      { ...pem, keystore, keystorePassword: "12345678" },
      ["wso2:keystore: is set, and so is wso2:certificatePem; the certificate comes from one of them"],
    ],
    ["another host, in PEM and by key store", { ...pem, host: "a.example.com" }, ["wso2:certificatePem: "]],
    [
      "the same, by key store",
      { keystore, keystorePassword: "12345678", host: "a.example.com" },
      ["wso2:keystore: "],
    ],
    [
      "a key of another certificate",
      { ...pem, certificateKeyPem: made.key("root") },
      ["wso2:certificateKeyPem: is not the private key of"],
    ],
    [
      "a chain in the wrong order",
      { ...pem, certificateChainPem: made.pem("root", "issuer") },
      ["wso2:certificateChainPem: certificate 1 of the chain"],
    ],
  ])("fails for %s, with all that is wrong, without a secret", (_, values, expected) => {
    const message = reasons(values);
    for (const line of expected) expect(message).toContain(`\n  ${line}`);
    for (const secret of ["12345678", "other-one", "PRIVATE KEY"]) expect(message).not.toContain(secret);
  });
});
