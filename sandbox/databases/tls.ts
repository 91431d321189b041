import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { runProgram } from "../machines/run-program";

/** A root, and a certificate of it for `localhost`, in a folder: `ca.pem`, `server.pem`, `server.key`. */
export async function makeServerCertificate(folder: string): Promise<string> {
  const openssl = (...args: string[]) => runProgram("openssl", args, { cwd: folder });
  const key = ["-newkey", "rsa:2048", "-nodes"];
  await openssl(
    "req",
    "-x509",
    ...key,
    "-keyout",
    "ca.key",
    "-out",
    "ca.pem",
    "-subj",
    "/CN=root",
    "-days",
    "2",
  );
  await openssl("req", ...key, "-keyout", "server.key", "-out", "server.csr", "-subj", "/CN=localhost");
  writeFileSync(join(folder, "names"), "subjectAltName=DNS:localhost");
  const by = ["-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial"];
  const made = ["-in", "server.csr", "-out", "server.pem", "-days", "2", "-extfile", "names"];
  await openssl("x509", "-req", ...made, ...by);
  return join(folder, "ca.pem");
}
