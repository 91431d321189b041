import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import type * as Forge from "node-forge";
import type { Keystore, KeystorePasswords } from "./keystore-entry";
import { type Bag, openPkcs12 } from "./open-pkcs12";

/** A key in a bag, and a certificate in a bag, with what ties them together. */
interface Named {
  readonly alias?: string;
  readonly keyId?: string;
}

/**
 * A store of type PKCS#12, as `keytool` of any Java and OpenSSL make it.
 * @throws KeystoreError, UnreadKeystore
 */
export function readPkcs12(bytes: Buffer, passwords: KeystorePasswords): Keystore {
  // A quarter of a second of loading that no other program needs.
  const forge = require("node-forge") as typeof Forge;
  const bags = openPkcs12(forge, bytes, passwords);
  const certificates = bags
    .filter(({ type }) => type === forge.pki.oids.certBag)
    .map((bag) => ({ ...nameOf(bag), certificate: readCertificate(forge, bag) }));
  const keys = bags.filter(({ type }) => type !== forge.pki.oids.certBag);
  const all = certificates.map(({ certificate }) => certificate);
  const entries = keys.map((bag, index) => {
    const { alias = String(index + 1), keyId } = nameOf(bag);
    const key = readKey(forge, bag);
    const leaf = pickLeaf(certificates, { alias: nameOf(bag).alias, keyId }, key);
    return { alias, certificates: leaf ? followIssuers(leaf, all) : [], privateKey: () => key };
  });
  const names = new Set(entries.map(({ alias }) => alias));
  const trusted = certificates.flatMap(({ alias }) => (alias && !names.has(alias) ? [alias] : []));
  return { keys: entries, trusted };
}

function nameOf({ attributes }: Bag): Named {
  const { friendlyName, localKeyId } = attributes as Record<string, string[] | undefined>;
  return { alias: friendlyName?.[0], keyId: localKeyId?.[0] };
}

function readCertificate({ asn1, pki }: typeof Forge, bag: Bag): X509Certificate {
  const value = bag.cert ? pki.certificateToAsn1(bag.cert) : bag.asn1;
  return new X509Certificate(Buffer.from(asn1.toDer(value).getBytes(), "binary"));
}

function readKey({ asn1, pki }: typeof Forge, bag: Bag): KeyObject {
  const value = bag.key ? pki.wrapRsaPrivateKey(pki.privateKeyToAsn1(bag.key)) : bag.asn1;
  const key = Buffer.from(asn1.toDer(value).getBytes(), "binary");
  return createPrivateKey({ key, format: "der", type: "pkcs8" });
}

/** Tied by the key's id, or else by name; a store with neither has one that fits the key. */
function pickLeaf(
  certificates: readonly (Named & { readonly certificate: X509Certificate })[],
  { alias, keyId }: Named,
  key: KeyObject,
): X509Certificate | undefined {
  const tied = certificates.filter((each) => keyId !== undefined && each.keyId === keyId);
  const named = certificates.filter((each) => alias !== undefined && each.alias === alias);
  const candidates = [tied, named, certificates].find(({ length }) => length > 0) ?? [];
  const fitting = candidates.find(({ certificate }) => certificate.checkPrivateKey(key));
  return (fitting ?? candidates[0])?.certificate;
}

/** As Java does: PKCS#12 has no order of its own. */
function followIssuers(leaf: X509Certificate, all: readonly X509Certificate[]): X509Certificate[] {
  const chain = [leaf];
  for (let last = leaf; !last.checkIssued(last); ) {
    const issued = last;
    const issuer = all.find((each) => issued.checkIssued(each) && issued.verify(each.publicKey));
    if (!issuer || chain.includes(issuer)) break;
    chain.push(issuer);
    last = issuer;
  }
  return chain;
}
