import type { KeyObject, X509Certificate } from "node:crypto";

/** A private key of a key store, with its certificates. */
export interface KeyEntry {
  readonly alias: string;
  /** The key's own certificate first, then each one's issuer, as far as the store has them. */
  readonly certificates: readonly X509Certificate[];
  /** @throws KeystoreError when the key's password is wrong. */
  readonly privateKey: () => KeyObject;
}

/** What a key store holds. */
export interface Keystore {
  readonly keys: readonly KeyEntry[];
  /** Aliases of certificates without a private key. */
  readonly trusted: readonly string[];
}

/** The two passwords of a key in a store. */
export interface KeystorePasswords {
  /** Of the store. */
  readonly password: string;
  /** Of the key in it. @default the store's */
  readonly keyPassword?: string;
}

/** Which input of `certificateFromKeystore` is wrong. */
export type KeystoreInput = "keystore" | "password" | "alias" | "keyPassword";

/** A key store can't be read, or has not what is asked for. */
export class KeystoreError extends Error {
  override readonly name = "KeystoreError";

  constructor(
    readonly input: KeystoreInput,
    reason: string,
  ) {
    super(reason);
  }
}

/** A store that is none of those that the libraries read; Java may. */
export class UnreadKeystore extends Error {
  override readonly name = "UnreadKeystore";
}
