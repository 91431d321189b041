import { createPrivateKey, X509Certificate } from "node:crypto";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import execa from "execa";
import { splitPem } from "../../../../components/certificates/certificate-files";
import { KeystoreError } from "../../../../components/certificates/keystore/keystore-entry";
import { type KeystoreArgs, readKeystore } from "../../../../components/certificates/keystore/read-keystore";
import { keyPassword, password, Stores } from "./make-stores";

const stores = new Stores(mkdtempSync(join(tmpdir(), "keystores-")));
let usable = false;

beforeAll(async () => {
  usable =
    (await execa("sh", ["-c", "command -v keytool && command -v openssl"], { reject: false })).exitCode === 0;
  if (!usable && process.env.CI) throw new Error("these tests need keytool and openssl");
  if (!usable) return;
  await stores.chain();
  await Promise.all([
    stores.convert("edge.jks", "JKS"),
    stores.convert("own.jks", "JKS", "-destkeypass", keyPassword),
    stores.convert("edge.jceks", "JCEKS"),
    stores.convert(
      ...(["java8.p12", "PKCS12", "-J-Dkeystore.pkcs12.legacy"] as const),
      // As many rounds as Java 8 made; a newer one makes fifty times as many.
      ...["key", "cert"].map((each) => `-J-Dkeystore.pkcs12.${each}PbeIterationCount=1024`),
      "-J-Dkeystore.pkcs12.macIterationCount=1024",
    ),
    stores.rewrite("openssl.p12"),
    stores.rewrite("openssl1.p12", "-legacy"),
    stores.rewrite("sha512.p12", "-macalg", "sha512"),
    stores.rewrite("nomac.p12", "-nomac"),
    stores.ownKeyPassword("edge.p12", "own.p12"),
    stores.self(
      "ec.jks",
      "ec",
      "-storetype",
      "JKS",
      ...["-keyalg", "EC", "-groupname", "secp384r1"],
      "-dname",
      "CN=ec",
    ),
  ]);
  for (const name of ["several.p12", "several.jks"]) {
    copyFileSync(stores.path(name.replace("several", "edge")), stores.path(name));
    await stores.self(name, "other", "-dname", "CN=other");
    await stores.trust(name, "root", await stores.certificate("root.p12", "root"));
  }
  copyFileSync(stores.path("edge.p12"), stores.path("secret.p12"));
  await stores.secret("secret.p12");
  await stores.trust("trust.p12", "root", await stores.certificate("root.p12", "root"));
}, 180_000);
afterAll(() => rmSync(stores.folder, { recursive: true }));

const read = (name: string, args: Partial<KeystoreArgs> = {}) =>
  readKeystore({ keystore: stores.path(name), password, ...args });

function failure(name: string, args: Partial<KeystoreArgs> = {}): string {
  try {
    read(name, args);
  } catch (error) {
    if (error instanceof KeystoreError) return `${error.input}: ${error.message}`;
    throw error;
  }
  throw new Error("was read");
}

const subjects = (pem = "") => splitPem(pem).map((each) => new X509Certificate(each).subject);

describe("a key store", () => {
  it.each([
    ["PKCS#12 of this Java", "edge.p12", {}],
    ["PKCS#12 as Java 8 makes it: 3DES, RC2, SHA-1", "java8.p12", {}],
    ["PKCS#12 of OpenSSL 3", "openssl.p12", {}],
    ["PKCS#12 of OpenSSL 1", "openssl1.p12", {}],
    ["PKCS#12 with a MAC of SHA-512", "sha512.p12", {}],
    ["PKCS#12 without a MAC, as Carbon 4.10 ships it", "nomac.p12", {}],
    ["PKCS#12 with several entries", "several.p12", { alias: "edge" }],
    ["PKCS#12, a key password that keytool has ignored", "edge.p12", { keyPassword: "ignored by keytool" }],
    ["PKCS#12, the key has a password of its own", "own.p12", { keyPassword }],
    ["PKCS#12 with a secret key in it", "secret.p12", { alias: "edge" }],
    ["JKS", "edge.jks", {}],
    ["JKS, an alias in upper case", "edge.jks", { alias: "EDGE" }],
    ["JKS, the key has a password of its own", "own.jks", { keyPassword }],
    ["JKS with several entries", "several.jks", { alias: "edge" }],
    ["JCEKS", "edge.jceks", { alias: "edge" }],
  ])(
    "gives key, certificate, chain and root: %s",
    async (_, name, args) => {
      if (!usable) return;
      const files = read(name, args);
      const leaf = new X509Certificate(files.certificatePem);
      expect(leaf.fingerprint256).toBe(
        new X509Certificate(await stores.certificate("edge.p12", "edge")).fingerprint256,
      );
      expect(leaf.checkPrivateKey(createPrivateKey(files.privateKeyPem))).toBe(true);
      expect(files.privateKeyPem).toMatch(/^-----BEGIN RSA PRIVATE KEY-----/);
      expect(subjects(files.chainPem)).toEqual(["CN=Test Issuer"]);
      expect(subjects(files.rootPem)).toEqual(["CN=Test Root"]);
    },
    30_000,
  );

  it("gives an EC key, and a certificate that signs itself as its own root", () => {
    if (!usable) return;
    const { certificatePem, chainPem, rootPem, privateKeyPem } = read("ec.jks");
    expect([rootPem, chainPem]).toEqual([certificatePem, undefined]);
    expect(privateKeyPem).toMatch(/^-----BEGIN EC PRIVATE KEY-----/);
  });

  it("is taken from base64 too, with line breaks as `base64` writes them", () => {
    if (!usable) return;
    for (const name of ["edge.p12", "edge.jks"]) {
      const lines = stores.read(name).toString("base64").replace(/.{76}/g, "$&\n");
      expect(readKeystore({ keystore: `${lines}\n`, password })).toEqual(read(name));
    }
  });

  it.each([
    [
      "a wrong password, JKS",
      "edge.jks",
      { password: "wrong-one" },
      /^password: is not the key store's password/,
    ],
    ["a wrong password, PKCS#12", "edge.p12", { password: "wrong-one" }, /^password: is not the key store's/],
    [
      "a wrong key password",
      "own.jks",
      { keyPassword: "wrong-one" },
      /^keyPassword: is not the password of the key "edge"/,
    ],
    ["a key password that is missing", "own.jks", {}, /^keyPassword: is not the password of the key "edge"/],
    [
      "the same in PKCS#12",
      "own.p12",
      {},
      /^keyPassword: is needed: the store's key has a password of its own/,
    ],
    [
      "a wrong key password in PKCS#12",
      "own.p12",
      { keyPassword: "wrong-one" },
      /^keyPassword: is not the password of the store's key/,
    ],
    [
      "a wrong password of a PKCS#12 without a MAC",
      "nomac.p12",
      { password: "wrong-one" },
      /^password: is not the key store's password/,
    ],
    [
      "several keys and no alias",
      "several.p12",
      {},
      /^alias: is needed: the key store has several keys, (edge, other|other, edge)$/,
    ],
    [
      "an alias that is not there",
      "several.jks",
      { alias: "none" },
      /^alias: got "none", which is not in the key store; its keys are /,
    ],
    [
      "an alias of a certificate",
      "several.jks",
      { alias: "root" },
      /^alias: got "root", which is a certificate without a private key/,
    ],
    [
      "the same in PKCS#12",
      "several.p12",
      { alias: "root" },
      /^alias: got "root", which is a certificate without a private key/,
    ],
    [
      "a trust store",
      "trust.p12",
      {},
      /^keystore: has no private key, only 1 certificates: it is a trust store/,
    ],
    [
      "another kind without an alias",
      "edge.jceks",
      {},
      /^alias: is needed for this key store: it is neither JKS nor PKCS#12/,
    ],
    [
      "no such file",
      "none.jks",
      {},
      /^keystore: got ".*none.jks" \(as a path: ENOENT\); the path of a key store or its content/,
    ],
  ])(
    "fails for %s",
    (_, name, args, expected) => {
      if (!usable) return;
      const message = failure(name, args);
      expect(message).toMatch(expected);
      for (const secret of [password, keyPassword, "wrong-one"]) expect(message).not.toContain(secret);
    },
    30_000,
  );

  it("fails for a file that is cut off, of each kind", () => {
    if (!usable) return;
    for (const name of ["edge.jks", "edge.p12"]) {
      writeFileSync(stores.path(`cut-${name}`), stores.read(name).subarray(0, 900));
      expect(failure(`cut-${name}`, { alias: "edge" })).toMatch(/^(keystore|password): /);
    }
  }, 30_000);

  it("fails for what needs Java where there is none, and says how to convert it", () => {
    if (!usable) return;
    const { PATH } = process.env;
    process.env.PATH = stores.folder;
    try {
      expect(failure("edge.jceks", { alias: "edge" })).toMatch(
        /^keystore: it is neither JKS nor PKCS#12; only Java's keytool reads it, which is not on PATH. Install Java here, or convert/,
      );
      expect(subjects(read("edge.p12").chainPem)).toEqual(["CN=Test Issuer"]);
    } finally {
      process.env.PATH = PATH;
    }
  });

  it("fails for text that is neither a path nor base64, without repeating it", () => {
    expect(() => readKeystore({ keystore: "x\ny", password })).toThrow(
      /^got text of 3 characters; the path of/,
    );
  });
});
