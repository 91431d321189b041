import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import execa from "execa";
import { readJks } from "../../../../components/certificates/keystore/read-jks";
import { writeTrustStore } from "../../../../components/certificates/keystore/write-trust-store";
import { Certificates } from "../make-certificates";
import { quick } from "./make-stores";

describe("a store of trusted certificates", () => {
  const folder = mkdtempSync(join(tmpdir(), "trust-store-"));
  const made = new Certificates(folder, 30);
  const roots = { root: made.pem("root"), "issuer-ü": made.pem("issuer") };
  const password = "päßword";
  afterAll(() => rmSync(folder, { recursive: true }));

  it("is what Java reads, each certificate as it was", async () => {
    writeFileSync(join(folder, "trust.jks"), writeTrustStore(roots, password));
    const store = ["-keystore", "trust.jks", "-storetype", "JKS", "-storepass", password];
    const keytool = (...args: string[]) =>
      execa("keytool", [...quick, "-J-Dsun.jnu.encoding=UTF-8", ...args, ...store], {
        ...{ cwd: folder, stdin: "ignore", env: { LC_ALL: "C.UTF-8" } },
      });
    const listed = await keytool("-list");
    expect(listed.stdout).toContain("2 entries");
    expect(listed.stdout).toMatch(/^root, .*trustedCertEntry/m);
    const shown = await keytool("-exportcert", "-rfc", "-alias", "root");
    expect(shown.stdout.replaceAll(/\s/g, "")).toBe(roots.root.replaceAll(/\s/g, ""));
  });

  it("is held by its password, and the same roots are the same bytes", () => {
    const bytes = writeTrustStore(roots, password);
    expect(readJks(bytes, { password }).trusted).toEqual(Object.keys(roots));
    expect(() => readJks(bytes, { password: "another" })).toThrow("password");
    expect(writeTrustStore(roots, password)).toEqual(bytes);
  });

  it("may be empty", () => {
    expect(readJks(writeTrustStore({}, password), { password })).toEqual({ keys: [], trusted: [] });
  });
});
