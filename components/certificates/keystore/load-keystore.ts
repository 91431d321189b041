import { readFileSync } from "node:fs";
import { isAbsolute, resolve } from "node:path";
import { KeystoreError } from "./keystore-entry";
import { isJks } from "./read-jks";

const base64 = /^[A-Za-z0-9+/]+={0,2}$/;
/** Of a JCEKS store. */
const jceks = 0xcececece;
/** A DER sequence, as PKCS#12 begins. */
const sequence = 0x30;

/**
 * The bytes of a key store.
 * @param given Path of the file, from the working directory, or the content in base64.
 * @throws KeystoreError when it is neither
 */
export function loadKeystore(given: string): Buffer {
  const text = given.replace(/\s/g, "");
  const bytes = base64.test(text) ? Buffer.from(text, "base64") : Buffer.alloc(0);
  if (isStore(bytes)) return bytes;
  const path = given.trim();
  if (path.length > 4096 || /[\n\0]/.test(path)) throw neither(`text of ${given.length} characters`);
  try {
    return readFileSync(resolve(path));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const from = isAbsolute(path) ? "" : `, from ${process.cwd()}`;
    throw neither(`${JSON.stringify(path.slice(0, 200))} (as a path${from}: ${code})`);
  }
}

function isStore(bytes: Buffer): boolean {
  if (bytes.length < 64) return false;
  return isJks(bytes) || bytes.readUInt32BE(0) === jceks || bytes[0] === sequence;
}

function neither(got: string): KeystoreError {
  return new KeystoreError(
    "keystore",
    `got ${got}; the path of a key store or its content in base64 is needed`,
  );
}
