import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import execa from "execa";
import { utils } from "ssh2";
import { isUnknown, plain } from "../../../../sandbox/providers/serve";
import { privateKey } from "../../../../sandbox/providers/tls/private-key";
import { make, previewOf } from "./issue";

const dir = mkdtempSync(join(tmpdir(), "private-key-"));
afterAll(() => rmSync(dir, { recursive: true }));

const kinds = [
  { algorithm: "ED25519", ssh: "ssh-ed25519", label: "PRIVATE KEY" },
  { algorithm: "RSA", ssh: "ssh-rsa", label: "RSA PRIVATE KEY" },
  { algorithm: "ECDSA", ecdsaCurve: "P256", ssh: "ecdsa-sha2-nistp256", label: "EC PRIVATE KEY" },
  { algorithm: "ECDSA", ecdsaCurve: "P384", ssh: "ecdsa-sha2-nistp384", label: "EC PRIVATE KEY" },
  { algorithm: "ECDSA", ecdsaCurve: "P521", ssh: "ecdsa-sha2-nistp521", label: "EC PRIVATE KEY" },
];

test.each(kinds)(
  "$algorithm $ecdsaCurve: OpenSSH and ssh2 read the key, and find the same public key in it",
  async ({ ssh, label, ...inputs }) => {
    // More than once, since a key's numbers may begin with zeros.
    for (let round = 0; round < (inputs.algorithm === "RSA" ? 1 : 8); round++) {
      const made = await make(privateKey, inputs);
      expect(made.privateKeyPem?.split("\n")[0]).toBe(`-----BEGIN ${label}-----`);
      expect(made.publicKeyOpenssh).toMatch(new RegExp(`^${ssh} [A-Za-z0-9+/=]+\n$`));

      const file = join(dir, `${ssh}-${round}`);
      writeFileSync(file, made.privateKeyOpenssh ?? "", { mode: 0o600 });
      const { stdout: publicLine } = await execa("ssh-keygen", ["-y", "-P", "", "-f", file]);
      expect(publicLine.trim()).toBe(made.publicKeyOpenssh?.trim());
      const { stdout: listed } = await execa("ssh-keygen", ["-l", "-f", file]);
      expect(listed).toContain(made.publicKeyFingerprintSha256);
      const { stdout: md5 } = await execa("ssh-keygen", ["-l", "-E", "md5", "-f", file]);
      expect(md5).toContain(`MD5:${made.publicKeyFingerprintMd5} `);

      const parsed = utils.parseKey(made.privateKeyOpenssh ?? "");
      if (parsed instanceof Error) throw parsed;
      expect(parsed.isPrivateKey()).toBe(true);
      expect(parsed.getPublicSSH().toString("base64")).toBe(made.publicKeyOpenssh?.split(" ")[1]?.trim());
    }
  },
);

test("the PEM forms hold the same key", async () => {
  const made = await make(privateKey, { algorithm: "ECDSA", ecdsaCurve: "P256" });
  for (const pem of [made.privateKeyPem, made.privateKeyPemPkcs8]) {
    const { stdout } = await execa("openssl", ["pkey", "-pubout"], { input: pem ?? "" });
    expect(`${stdout}\n`).toBe(made.publicKeyPem);
  }
});

test("defaults: RSA of 2048 bits; ECDSA on P224, which OpenSSH does not know", async () => {
  const rsa = await make(privateKey, { algorithm: "RSA" });
  const { stdout } = await execa("openssl", ["pkey", "-pubin", "-text", "-noout"], {
    input: rsa.publicKeyPem ?? "",
  });
  expect(stdout).toContain("Public-Key: (2048 bit)");
  const ecdsa = await make(privateKey, { algorithm: "ECDSA" });
  expect(ecdsa).toMatchObject({ ecdsaCurve: "P224", privateKeyOpenssh: "", publicKeyOpenssh: "" });
});

test("a preview knows no key yet", async () => {
  const { id, state } = await previewOf(privateKey, { algorithm: "ED25519" });
  expect(id).toBe("");
  expect(isUnknown(plain(state.privateKeyPem))).toBe(true);
  expect(isUnknown(state.publicKeyOpenssh)).toBe(true);
});
