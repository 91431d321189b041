import type * as Forge from "node-forge";
import { KeystoreError, type KeystorePasswords, UnreadKeystore } from "./keystore-entry";

type Asn1 = Forge.asn1.Asn1;
export type Bag = Forge.pkcs12.Bag;

/** All that a PKCS#12 store holds, decrypted by the library. @throws KeystoreError, UnreadKeystore */
export function openPkcs12(
  forge: typeof Forge,
  bytes: Buffer,
  { password, keyPassword = password }: KeystorePasswords,
): Bag[] {
  const store = parse(forge, bytes);
  const hasMac = (store.value as Asn1[]).length > 2;
  try {
    return open(forge, store, password);
  } catch (error) {
    const { message } = error as Error;
    if (/MAC could not be verified/.test(message))
      throw new KeystoreError("password", "is not the key store's password, or the store was tampered with");
    if (!/ShroudedKeyBag|decrypt/.test(message))
      throw new UnreadKeystore(`it holds what is not read (${message})`);
    if (keyPassword === password) throw noKey(hasMac);
  }
  return openApart(forge, store, { password, keyPassword });
}

function parse({ asn1 }: typeof Forge, bytes: Buffer): Asn1 {
  try {
    return asn1.fromDer(bytes.toString("binary"));
  } catch {
    throw new UnreadKeystore("it is neither JKS nor PKCS#12");
  }
}

function open({ pkcs12 }: typeof Forge, store: Asn1, password: string): Bag[] {
  return pkcs12.pkcs12FromAsn1(store, password).safeContents.flatMap(({ safeBags }) => safeBags);
}

/**
 * The library knows one password. A store whose key has its own is read twice: what is encrypted as a whole, the
 * certificates, with the store's; the rest, where each key is encrypted by itself, with the key's.
 */
function openApart(
  forge: typeof Forge,
  store: Asn1,
  { password, keyPassword }: Required<KeystorePasswords>,
): Bag[] {
  const { oids } = forge.pki;
  const certificates = open(forge, keepContents(forge, store, oids.encryptedData ?? ""), password);
  try {
    return [...certificates, ...open(forge, keepContents(forge, store, oids.data ?? ""), keyPassword)];
  } catch {
    throw new KeystoreError("keyPassword", "is not the password of the store's key");
  }
}

/** The store with those of its contents that are of one type, and without its digest, which was looked at before. */
function keepContents({ asn1 }: typeof Forge, store: Asn1, type: string): Asn1 {
  const parts = (node: Asn1 | undefined) => (node?.value ?? []) as Asn1[];
  const withParts = (node: Asn1 | undefined, value: Asn1["value"]) => ({ ...node, value }) as Asn1;
  const [version, safe] = parts(store);
  const [safeType, explicit] = parts(safe);
  const [octets] = parts(explicit);
  const all = asn1.fromDer(octets?.value as string);
  const kept = parts(all).filter((each) => asn1.derToOid(parts(each)[0]?.value as string) === type);
  const content = withParts(octets, asn1.toDer(withParts(all, kept)).getBytes() as never);
  const inner = withParts(safe, [safeType, withParts(explicit, [content])] as Asn1[]);
  return withParts(store, [version, inner] as Asn1[]);
}

function noKey(hasMac: boolean): KeystoreError {
  return hasMac
    ? new KeystoreError("keyPassword", "is needed: the store's key has a password of its own")
    : new KeystoreError("password", "is not the key store's password, or its key has one of its own");
}
