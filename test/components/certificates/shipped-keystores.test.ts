import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import execa from "execa";
import { certificateFromKeystore } from "../../../components/certificates/certificate-from-keystore";
import { readKeystore } from "../../../components/certificates/keystore/read-keystore";
import { kernels } from "../../../sandbox/carbon-kernel";
import { ensureKernel } from "../../../sandbox/carbon-kernel/ensure-kernel";

const folder = mkdtempSync(join(tmpdir(), "shipped-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** The key store of a kernel as WSO2 ships it. */
async function shippedStore(version: string): Promise<string> {
  const zip = await ensureKernel(version, () => {});
  const type = version.startsWith("4.10.") ? "p12" : "jks";
  const path = `wso2carbon-core-${version}/repository/resources/security/wso2carbon.${type}`;
  await execa("unzip", ["-q", "-o", zip, path, "-d", folder]);
  return join(folder, path);
}

describe("the key store that WSO2 ships", () => {
  it.each(Object.keys(kernels))(
    "of Carbon %s is read, and refused: everyone has its key",
    async (version) => {
      const store = { keystore: await shippedStore(version), password: "wso2carbon" };
      expect(readKeystore(store).certificatePem).toMatch(/^-----BEGIN CERTIFICATE-----/);
      const use = { ...store, hosts: ["wso2.example.com"] };
      expect(() => certificateFromKeystore(use)).toThrow(
        /keystore: the certificate of CN=localhost, .*O=WSO2, .* is one that WSO2 ships: everyone has its private key/,
      );
      expect(() => certificateFromKeystore(use)).toThrow(/does not cover wso2\.example\.com; it covers /);
    },
    300_000,
  );

  it("of Carbon 4.10.32 ended on 2025-01-07, which is said too", async () => {
    const store = { keystore: await shippedStore("4.10.32"), password: "wso2carbon" };
    expect(() => certificateFromKeystore({ ...store, hosts: ["localhost"] })).toThrow(
      /ended on 2025-01-07T09:59:37\.000Z; a new one is needed/,
    );
    // Its name and its time are right here: what remains is the key.
    const past = { ...store, hosts: ["localhost"], now: new Date("2024-06-01") };
    expect(() => certificateFromKeystore(past)).toThrow(/is one that WSO2 ships/);
  }, 300_000);
});
