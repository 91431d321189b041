import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { KeystoreError, type KeystorePasswords } from "./keystore-entry";

const timeoutMs = 60_000;

/** One key of a store that Java reads, as a PKCS#12 store of its own. */
export interface ConvertedKeystore {
  readonly bytes: Buffer;
  readonly password: string;
}

/**
 * Has Java's own `keytool` take one key out of a store: for what the libraries do not read, such as JCEKS or a store
 * with secret keys. Passwords go by the environment, never by the command line.
 *
 * @param why What the libraries said, for the error when there is no Java.
 * @throws KeystoreError
 */
export function convertKeystore(
  bytes: Buffer,
  { password, keyPassword = password, alias }: KeystorePasswords & { readonly alias?: string },
  why: string,
): ConvertedKeystore {
  if (alias === undefined)
    throw new KeystoreError("alias", `is needed for this key store: ${why}; only keytool reads it`);
  const folder = mkdtempSync(join(tmpdir(), "wso2-keystore-"));
  const [from, to] = [join(folder, "from"), join(folder, "to")];
  const made = randomBytes(24).toString("hex");
  try {
    writeFileSync(from, bytes, { mode: 0o600 });
    const source = ["-srckeystore", from, "-srcstorepass:env", "STORE", "-srcalias", alias];
    const target = ["-destkeystore", to, "-deststoretype", "PKCS12", "-deststorepass:env", "MADE"];
    const { error, status, stdout } = spawnSync(
      "keytool",
      [
        ...["-J-Duser.language=en", "-importkeystore", "-noprompt"],
        ...[...source, "-srckeypass:env", "KEY", ...target],
      ],
      {
        env: { ...process.env, STORE: password, KEY: keyPassword, MADE: made },
        encoding: "utf8",
        timeout: timeoutMs,
      },
    );
    if (error) throw noKeytool(error, why);
    if (status !== 0) throw readFailure(stdout, alias);
    return { bytes: readFileSync(to), password: made };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function noKeytool(error: Error & { readonly code?: string }, why: string): KeystoreError {
  const seen = error.code === "ENOENT" ? "is not on PATH" : `failed: ${error.message}`;
  const convert = "keytool -importkeystore -srckeystore <it> -destkeystore edge.p12 -deststoretype PKCS12";
  return new KeystoreError(
    "keystore",
    `${why}; only Java's keytool reads it, which ${seen}. Install Java here, or convert it where Java is: ${convert}`,
  );
}

/** What keytool says, by whose fault. Its words hold no password. */
function readFailure(stdout: string, alias: string): KeystoreError {
  if (/Alias <.*> does not exist/.test(stdout))
    return new KeystoreError("alias", `got ${JSON.stringify(alias)}, which the key store has not`);
  if (/password was incorrect|Integrity check failed/.test(stdout))
    return new KeystoreError("password", "is not the key store's password, or the store was tampered with");
  if (/Cannot recover key|Get Key failed|final block not properly padded/.test(stdout))
    return new KeystoreError("keyPassword", `is not the password of the key ${JSON.stringify(alias)}`);
  const line = stdout.split("\n").find((each) => each.startsWith("keytool error")) ?? "keytool failed";
  return new KeystoreError("keystore", `can't be read: ${line}`);
}
