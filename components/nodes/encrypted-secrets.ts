import { X509Certificate } from "node:crypto";
import type { CertificateFiles } from "../certificates/certificate-files";
import { fromFolder, type PublishedJar } from "../database/drivers";
import type { Problem } from "../validation/problems";
import { planDatabases } from "./plan-databases";
import type { Product, StorePasswords } from "./product";
import type { ProductInstall } from "./product-install";
import { rollDirectory } from "./roll-directory";

/**
 * WSO2's cipher tool, which their products have and the kernel's own distribution has not: the one version on Maven
 * Central.
 */
export const cipherTool: PublishedJar = {
  source:
    "https://repo1.maven.org/maven2/org/wso2/ciphertool/org.wso2.ciphertool/1.2.5/org.wso2.ciphertool-1.2.5.jar",
  sha256: "12ee8639d011093d71f4d9fb03710e5ab62ae4139a711c18129cc7d294b6cf49",
};

/** Beside the kernel's other jars, as in the products. */
export const toolPath = "lib/org.wso2.ciphertool.jar";

/** What PKCS #1 leaves of a key of 2048 bits, which a node's own has: the tool encrypts a password as one block. */
export const longestPasswordBytes = 2048 / 8 - 11;

/** What the unit and its file call the password of the key store. */
const name = "keystore-password";

/** The same, and where root keeps it: the version's own. */
export function storePassword(home: string) {
  return { name, path: `${rollDirectory(home)}/${name}` };
}

/** Where a running unit finds it: in memory, readable by its user alone. */
export function credentialPath(unit: string): string {
  return `/run/credentials/${unit}/${name}`;
}

/** What databases add to an installation, and what encrypted passwords do. */
export function withCipherTool(
  product: Product,
  databases: StorePasswords["databases"],
): Pick<ProductInstall, "libraries" | "schemas" | "encrypts"> {
  const planned = planDatabases(product, databases);
  if (product.encrypts === undefined) return planned;
  const { path, jarFolder } = product.encrypts;
  const tool = { ...fromFolder(cipherTool, jarFolder), path: toolPath };
  return { ...planned, libraries: [...(planned.libraries ?? []), tool], encrypts: path };
}

/**
 * Whether the passwords of a product can be encrypted on its nodes where these are given a certificate: it is done with
 * its key.
 *
 * @param at Path of the certificate in the caller's arguments.
 */
export function checkEncryptingKey(
  { encrypts, name }: Pick<Product, "encrypts" | "name">,
  certificate: CertificateFiles | undefined,
  at = "certificate",
): Problem[] {
  if (encrypts === undefined || certificate === undefined) return [];
  const type = new X509Certificate(certificate.certificatePem).publicKey.asymmetricKeyType;
  if (type === "rsa") return [];
  const reason = `has a key of type ${type}, and WSO2's cipher tool encrypts the passwords of ${name} with an RSA key alone: take an RSA certificate, or leave encryptSecrets out`;
  return [{ propertyPath: at, reason }];
}
