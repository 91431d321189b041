import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import execa from "execa";
import { digestStores, renderStores } from "../../../../components/nodes/live/keystores";
import type { ProductInstall } from "../../../../components/nodes/product-install";
import { Certificates } from "../../certificates/make-certificates";
import { exampleInstall } from "../../program/example-plans";

async function has(program: string): Promise<boolean> {
  return (await execa("sh", ["-c", `command -v ${program}`], { reject: false })).exitCode === 0;
}

describe("renderStores", () => {
  const folder = mkdtempSync(join(tmpdir(), "stores-"));
  const home = join(folder, "wso2mi-4.4.0");
  const password = "it's a password";
  let plan: ProductInstall;
  let usable = false;

  beforeAll(async () => {
    usable = (await has("keytool")) && (await has("openssl"));
    if (!usable && process.env.CI) throw new Error("these tests need keytool and openssl");
    if (!usable) return;
    const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
    const out = ["-keyout", "key.pem", "-out", "certificate.pem", "-subj", "/CN=mi.example"];
    await execa("openssl", ["req", "-x509", ...key, ...out], { cwd: folder });
    const read = (name: string) => readFileSync(join(folder, name), "utf8");
    mkdirSync(home);
    mkdirSync(join(folder, ".roll/wso2mi-4.4.0/dist/security"), { recursive: true });
    plan = {
      ...exampleInstall,
      home,
      homeLink: join(folder, "none"),
      owner: userInfo().username,
      keystore: {
        path: "security/node.p12",
        type: "PKCS12",
        alias: "wso2carbon",
        password,
        certificatePem: read("certificate.pem"),
        privateKeyPem: read("key.pem"),
        caPem: read("certificate.pem"),
      },
      truststore: {
        path: "security/trust.p12",
        type: "PKCS12",
        password,
        certificates: { "private-root": read("certificate.pem") },
      },
    };
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const run = (change: Partial<ProductInstall> = {}) =>
    execa("sh", ["-eu"], {
      input: `main() {\n${renderStores({ ...plan, ...change })}\n}\nmain </dev/null\n`,
      reject: false,
    });
  const list = async (path: string, ...args: string[]) =>
    (await execa("keytool", ["-list", ...args, "-keystore", join(home, path), "-storepass", password]))
      .stdout;

  it("makes both stores, which Java reads", async () => {
    if (!usable) return;
    expect(await run()).toMatchObject({ exitCode: 0, stderr: "" });
    expect(await list("security/node.p12")).toMatch(/wso2carbon, .*PrivateKeyEntry/);
    expect(await list("security/trust.p12")).toMatch(/private-root, .*trustedCertEntry/);
    expect(statSync(join(home, "security/node.p12")).mode & 0o777).toBe(0o640);
    expect(existsSync(join(folder, "key"))).toBe(false);
  });

  it("makes the store of the key that all nodes have in common beside the node's own", async () => {
    if (!usable) return;
    const sharedKeystore = {
      ...plan.keystore,
      path: "security/shared.jks",
      type: "JKS",
      password: "other-pass",
    } as const;
    const own = join(home, "security/node.p12");
    const before = readFileSync(own);
    expect(await run({ sharedKeystore })).toMatchObject({ exitCode: 0, stderr: "" });
    const listed = await execa("keytool", [
      ...["-list", "-v", "-keystore", join(home, sharedKeystore.path), "-storepass", "other-pass"],
    ]);
    expect(listed.stdout).toMatch(/Keystore type: JKS[\s\S]*Alias name: wso2carbon[\s\S]*PrivateKeyEntry/i);
    expect(readFileSync(own).equals(before)).toBe(false);
    expect(digestStores({ ...plan, sharedKeystore })).not.toBe(digestStores(plan));
    rmSync(join(home, sharedKeystore.path));
    expect(await run()).toMatchObject({ exitCode: 0 });
  });

  it("does nothing the second time", async () => {
    if (!usable) return;
    const before = statSync(join(home, "security/node.p12")).mtimeMs;
    expect((await run()).exitCode).toBe(0);
    expect(statSync(join(home, "security/node.p12")).mtimeMs).toBe(before);
  });

  it("takes the stores over from the version that ran before, when nothing differs", async () => {
    if (!usable) return;
    const next = join(folder, "wso2mi-4.5.0");
    mkdirSync(next);
    mkdirSync(join(folder, ".roll/wso2mi-4.5.0"));
    symlinkSync(home, join(folder, "integrator"));
    const homeLink = join(folder, "integrator");
    expect((await run({ home: next, homeLink })).exitCode).toBe(0);
    for (const path of [plan.keystore.path, plan.truststore.path]) {
      expect(readFileSync(join(next, path))).toEqual(readFileSync(join(home, path)));
    }
    const other = { ...plan.keystore, alias: "other" };
    expect((await run({ home: next, homeLink, keystore: other })).exitCode).toBe(0);
    expect(readFileSync(join(next, plan.keystore.path))).not.toEqual(
      readFileSync(join(home, plan.keystore.path)),
    );
  });

  it("makes a JKS, and keeps what the distribution trusts", async () => {
    if (!usable) return;
    const dist = join(folder, ".roll/wso2mi-4.4.0/dist/security/client-truststore.jks");
    const pass = ["-storepass", password];
    const store = ["-keystore", dist, "-storetype", "JKS"];
    const from = ["-alias", "shipped", "-file", join(folder, "certificate.pem")];
    await execa("keytool", ["-importcert", "-noprompt", ...from, ...store, ...pass]);
    const { exitCode, stderr } = await run({
      keystore: { ...plan.keystore, type: "JKS", path: "security/wso2carbon.jks" },
      truststore: { ...plan.truststore, type: "JKS", path: "security/client-truststore.jks" },
    });
    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(await list("security/wso2carbon.jks")).toMatch(
      /Keystore type: JKS[\s\S]*wso2carbon, .*PrivateKeyEntry/,
    );
    expect(await list("security/client-truststore.jks")).toMatch(
      /(private-root|shipped), [\s\S]*(private-root|shipped), /,
    );
  });

  it.each([
    ["the same password, as a renewal has", password],
    ["another password, as another root brings", "another password"],
  ])("makes trust anew where its own store was kept for the distribution's: %s", async (_, wanted) => {
    if (!usable) return;
    const name = `security/kept-${wanted.length}.p12`;
    const truststore = { ...plan.truststore, path: name };
    expect((await run({ truststore })).exitCode).toBe(0);
    copyFileSync(join(home, name), join(folder, ".roll/wso2mi-4.4.0/dist", name));
    const keystore = { ...plan.keystore, alias: `renewed-${wanted.length}` };
    const { exitCode, stderr } = await run({ keystore, truststore: { ...truststore, password: wanted } });
    expect([exitCode, stderr]).toEqual([0, ""]);
    const args = ["-list", "-keystore", join(home, name), "-storepass", wanted];
    expect((await execa("keytool", args)).stdout).toMatch(/contains 1 entry[\s\S]*private-root, /);
  });

  it.each([
    ["JKS", "jks"],
    ["PKCS12", "p12"],
  ] as const)("makes a %s of a certificate that was given, with its issuers", async (type, ending) => {
    if (!usable) return;
    const made = new Certificates(mkdtempSync(join(folder, "given-")));
    const chain = made.pem("issuer", "root");
    const path = `security/given.${ending}`;
    const { exitCode, stderr } = await run({
      keystore: {
        ...plan.keystore,
        ...{ type, path, certificatePem: made.pem("leaf"), privateKeyPem: made.key("leaf"), caPem: chain },
      },
      truststore: {
        ...plan.truststore,
        ...{ type, path: `security/roots.${ending}`, certificates: { "private-root": made.pem("root") } },
      },
    });
    expect([exitCode, stderr]).toEqual([0, ""]);
    const words = (await list(path, "-v")).split("\n");
    expect(words).toEqual(expect.arrayContaining([`Keystore type: ${type}`, "Certificate chain length: 3"]));
    expect(words.filter((line) => line.startsWith("Owner: "))).toEqual(
      ["wso2.example.com", "Test Issuer", "Test Root"].map((name) => `Owner: CN=${name}`),
    );
    expect(await list(`security/roots.${ending}`)).toMatch(
      new RegExp(`Keystore type: ${type}[\\s\\S]*private-root, .*trustedCertEntry`),
    );
  });

  it("trusts what Java trusts beside the private root, where that is asked for", async () => {
    if (!usable) return;
    const truststore = { ...plan.truststore, path: "security/public.p12", publicCas: true };
    expect(await run({ truststore })).toMatchObject({ exitCode: 0, stderr: "" });
    const trusted = (await list("security/public.p12")).match(/trustedCertEntry/g) ?? [];
    const shipped = await execa("sh", ["-c", "keytool -list -cacerts -storepass changeit 2> /dev/null"]);
    expect(trusted.length).toBe((shipped.stdout.match(/trustedCertEntry/g) ?? []).length + 1);
    expect(trusted.length).toBeGreaterThan(50);
  });

  it("fails where there are none, before anything is written, and names what to do", async () => {
    if (!usable) return;
    const tool = join(folder, "java/bin/keytool");
    mkdirSync(join(folder, "java/bin"), { recursive: true });
    writeFileSync(tool, "#!/bin/sh\nexit 1\n", { mode: 0o755 });
    const truststore = { ...plan.truststore, path: "security/none.p12", publicCas: true };
    const text = renderStores({ ...plan, truststore }).replaceAll(/ \/etc\/\S+cacerts/g, "");
    const { exitCode, stderr } = await execa("sh", ["-eu"], {
      ...{ input: `main() {\n${text}\n}\nmain </dev/null\n`, reject: false },
      env: { PATH: `${join(folder, "java/bin")}:${process.env.PATH}` },
    });
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(
      /no public certificate authorities .* \(package ca-certificates-java; or publicCas: false\)/,
    );
    expect(existsSync(join(home, "security/none.p12"))).toBe(false);
  });

  it("fails with Java's words when the distribution's store has another password", async () => {
    if (!usable) return;
    writeFileSync(
      join(folder, ".roll/wso2mi-4.4.0/dist/security/other.jks"),
      readFileSync(join(folder, ".roll/wso2mi-4.4.0/dist/security/client-truststore.jks")),
    );
    rmSync(join(folder, ".roll/wso2mi-4.4.0/stores"));
    const { exitCode, stderr } = await run({
      truststore: {
        ...plan.truststore,
        type: "JKS",
        path: "security/other.jks",
        password: "another password",
      },
    });
    expect(exitCode).not.toBe(0);
    expect(stderr).toMatch(/password was incorrect/);
    expect(existsSync(join(home, "security/other.jks"))).toBe(false);
  });

  it("changes its digest with each part", () => {
    const digest = digestStores(exampleInstall);
    const { keystore, truststore } = exampleInstall;
    expect(digestStores(exampleInstall)).toBe(digest);
    expect(digestStores({ keystore: { ...keystore, alias: "x" }, truststore })).not.toBe(digest);
    expect(digestStores({ keystore, truststore: { ...truststore, certificates: {} } })).not.toBe(digest);
  });
});
