import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { rename } from "node:fs/promises";
import { join } from "node:path";
import { abandonedFolders, buildingFolder } from "../machines/building-folders";
import { runProgram } from "../machines/run-program";
import { cacheDir } from "../paths";

const newKey = ["-newkey", "rsa:2048", "-nodes"];

/** The root of all databases here, as a region of AWS has one: in a folder, `ca.pem` and `ca.key`. Made once. */
export async function ensureDatabaseAuthority(): Promise<string> {
  const parent = join(cacheDir(), "databases");
  const folder = join(parent, "authority");
  if (existsSync(folder)) return folder;
  mkdirSync(parent, { recursive: true });
  for (const left of abandonedFolders(parent)) rmSync(left, { recursive: true, force: true });
  const building = join(parent, buildingFolder());
  mkdirSync(building, { mode: 0o700 });
  try {
    const files = ["-keyout", "ca.key", "-out", "ca.pem", "-days", "3650"];
    const subject = ["-subj", "/O=Sandbox/CN=Sandbox RDS Root CA"];
    await runProgram("openssl", ["req", "-x509", ...newKey, ...files, ...subject], { cwd: building });
    await rename(building, folder);
  } catch (error) {
    // Another process may have made it meanwhile, and was first.
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(building, { recursive: true, force: true });
  }
  return folder;
}

/** What a stack verifies its database by, PEM. */
export async function readDatabaseRoot(): Promise<string> {
  return readFileSync(join(await ensureDatabaseAuthority(), "ca.pem"), "utf8");
}

/** A certificate of that root for one name, in a folder: `server.pem` and `server.key`. */
export async function makeServerCertificate(folder: string, name: string): Promise<void> {
  const authority = await ensureDatabaseAuthority();
  const openssl = (...args: string[]) => runProgram("openssl", args, { cwd: folder });
  // A subject's name has 64 letters at most; what clients verify is the other one.
  await openssl("req", ...newKey, "-keyout", "server.key", "-out", "server.csr", "-subj", "/CN=database");
  writeFileSync(join(folder, "names"), `subjectAltName=DNS:${name}`);
  const by = ["-CA", join(authority, "ca.pem"), "-CAkey", join(authority, "ca.key")];
  const made = ["-in", "server.csr", "-out", "server.pem", "-days", "3650", "-extfile", "names"];
  await openssl("x509", "-req", ...made, ...by, "-CAserial", "serial", "-CAcreateserial");
}
