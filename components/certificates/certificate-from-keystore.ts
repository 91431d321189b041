import { failOnProblems } from "../validation/fail-on-problems";
import type { Problem } from "../validation/problems";
import type { CertificateFiles } from "./certificate-files";
import { checkCertificate } from "./check-certificate";
import { KeystoreError, type KeystoreInput } from "./keystore/keystore-entry";
import { type KeystoreArgs, readKeystore } from "./keystore/read-keystore";

/** A key store, and for which names its certificate is to be shown. */
export interface CertificateFromKeystoreArgs extends KeystoreArgs {
  /** Names that clients use; the certificate must cover each. */
  readonly hosts: readonly string[];
  /** When it must be valid. @default now */
  readonly now?: Date;
}

/** A key store's certificate, or all that keeps it from being used. */
export interface KeystoreCertificate {
  /** @default the store can't be read */
  readonly files?: CertificateFiles;
  readonly problems: readonly Problem[];
}

/** Inputs by the names that the user knows. */
type InputNames = Readonly<Record<KeystoreInput, string>>;

const ownNames: InputNames = {
  ...{ keystore: "keystore", password: "password", alias: "alias", keyPassword: "keyPassword" },
};

/** The same as `certificateFromKeystore`, with problems as values. */
export function readKeystoreCertificate(
  { hosts, now = new Date(), ...store }: CertificateFromKeystoreArgs,
  names: InputNames = ownNames,
): KeystoreCertificate {
  try {
    const files = readKeystore(store);
    const { keystore } = names;
    const where = { certificate: keystore, chain: keystore, key: keystore };
    return { files, problems: checkCertificate(files, { hosts, now }, where) };
  } catch (error) {
    if (!(error instanceof KeystoreError)) throw error;
    return { problems: [{ propertyPath: names[error.input], reason: error.message }] };
  }
}

/**
 * The private key and the certificates of a Java key store, JKS or PKCS#12, as PEM: as IAM and HAProxy take them.
 * Checked: the key is the certificate's, each issuer stands after what it has issued, nothing has ended, the
 * certificate covers the names, and its key is none of those that WSO2 ships to everyone.
 *
 * What it returns holds the private key in plain: wrap it, `pulumi.secret(...)`, and call it inside of `apply` when a
 * password is an output.
 *
 * @throws pulumi.InputPropertiesError with all problems, before anything is registered.
 */
export function certificateFromKeystore(args: CertificateFromKeystoreArgs): CertificateFiles {
  const { files, problems } = readKeystoreCertificate(args);
  failOnProblems("Certificate of a key store", problems);
  if (!files) throw new Error("a key store without problems has a certificate");
  return files;
}
