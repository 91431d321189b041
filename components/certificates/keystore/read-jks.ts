import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import type { KeyEntry as JksEntry } from "jks-js";
import { type Keystore, KeystoreError, type KeystorePasswords, UnreadKeystore } from "./keystore-entry";

const magic = 0xfeedfeed;

export function isJks(bytes: Buffer): boolean {
  return bytes.length > 4 && bytes.readUInt32BE(0) === magic;
}

/** A store of type JKS. @throws KeystoreError, UnreadKeystore */
export function readJks(bytes: Buffer, { password, keyPassword = password }: KeystorePasswords): Keystore {
  const entries = parse(bytes, password);
  const keys = entries.filter((entry): entry is JksEntry => "protectedPrivateKey" in entry);
  return {
    keys: keys.map(({ alias, chain, protectedPrivateKey }) => ({
      alias,
      certificates: chain.map(({ value }) => new X509Certificate(value)),
      privateKey: () => decryptKey(alias, protectedPrivateKey, keyPassword),
    })),
    trusted: entries.filter((entry) => !("protectedPrivateKey" in entry)).map(({ alias }) => alias),
  };
}

function parse(bytes: Buffer, password: string) {
  const { parseJks } = require("jks-js") as typeof import("jks-js");
  try {
    return parseJks(bytes, password);
  } catch (error) {
    // Java says the same of both: the store's digest is made with the password.
    if (/Password verification failed/.test(String(error)))
      throw new KeystoreError("password", "is not the key store's password, or the store was tampered with");
    throw new KeystoreError("keystore", "begins as a JKS key store, but is cut off or damaged");
  }
}

function decryptKey(alias: string, key: Buffer, password: string): KeyObject {
  const { decrypt } = require("jks-js") as typeof import("jks-js");
  try {
    return createPrivateKey(decrypt(key, password));
  } catch (error) {
    if (/Cannot recover key/.test(String(error)))
      throw new KeystoreError("keyPassword", `is not the password of the key ${JSON.stringify(alias)}`);
    throw new UnreadKeystore(`the key ${JSON.stringify(alias)} is of a kind that is not read`);
  }
}
