import type { X509Certificate } from "node:crypto";
import { type CertificateFiles, filesOf } from "../certificate-files";
import { convertKeystore } from "./convert-keystore";
import {
  type KeyEntry,
  type Keystore,
  KeystoreError,
  type KeystorePasswords,
  UnreadKeystore,
} from "./keystore-entry";
import { loadKeystore } from "./load-keystore";
import { isJks, readJks } from "./read-jks";
import { readPkcs12 } from "./read-pkcs12";

/** A key store, and which of its keys. */
export interface KeystoreArgs extends KeystorePasswords {
  /** JKS or PKCS#12: the path of the file, or its content in base64. */
  readonly keystore: string;
  /** Of the key. @default the only one that the store has */
  readonly alias?: string;
}

/** A key and its certificates as they are in the store; nothing of them is checked. @throws KeystoreError */
export function readKeystore(args: KeystoreArgs): CertificateFiles {
  const bytes = loadKeystore(args.keystore);
  try {
    return take(open(bytes, args), args.alias);
  } catch (error) {
    if (!(error instanceof UnreadKeystore)) throw error;
    const converted = convertKeystore(bytes, args, error.message);
    return take(readPkcs12(converted.bytes, { password: converted.password }), args.alias);
  }
}

function open(bytes: Buffer, passwords: KeystorePasswords): Keystore {
  return isJks(bytes) ? readJks(bytes, passwords) : readPkcs12(bytes, passwords);
}

function take(store: Keystore, alias: string | undefined): CertificateFiles {
  const { alias: name, certificates, privateKey } = pick(store, alias);
  const [leaf] = certificates as [X509Certificate?];
  if (!leaf) throw new KeystoreError("alias", `${JSON.stringify(name)} is a key without a certificate`);
  return filesOf(certificates, privateKey());
}

function pick({ keys, trusted }: Keystore, alias: string | undefined): KeyEntry {
  const names = keys.map((each) => each.alias).join(", ");
  if (keys.length === 0)
    throw new KeystoreError(
      "keystore",
      `has no private key, only ${trusted.length} certificates: it is a trust store`,
    );
  if (alias === undefined) {
    const [only, ...others] = keys;
    if (only && others.length === 0) return only;
    throw new KeystoreError("alias", `is needed: the key store has several keys, ${names}`);
  }
  // Java's stores know no upper case.
  const isNamed = (each: string) => each.toLowerCase() === alias.toLowerCase();
  const found = keys.find((each) => isNamed(each.alias));
  if (found) return found;
  const what = trusted.some(isNamed) ? "a certificate without a private key" : "not in the key store";
  throw new KeystoreError("alias", `got ${JSON.stringify(alias)}, which is ${what}; its keys are ${names}`);
}
