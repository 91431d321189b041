import { readFileSync } from "node:fs";
import { join } from "node:path";
import execa from "execa";

export interface TlsFiles {
  readonly caPem: string;
  readonly certificatePem: string;
  readonly privateKeyPem: string;
}

/** A private root and a certificate for one name. */
export async function createTlsFiles(folder: string, name: string): Promise<TlsFiles> {
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  const openssl = (...args: string[]) => execa("openssl", args, { cwd: folder });
  await openssl(
    "req",
    "-x509",
    ...key,
    "-keyout",
    "ca.key",
    "-out",
    "ca.pem",
    "-subj",
    "/CN=test root",
    "-days",
    "2",
  );
  await openssl("req", ...key, "-keyout", "node.key", "-out", "node.csr", "-subj", `/CN=${name}`);
  await execa(
    "sh",
    [
      "-c",
      `printf 'subjectAltName=DNS:%s' "$1" > san; openssl x509 -req -in node.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile san -out node.pem`,
      "sh",
      name,
    ],
    { cwd: folder },
  );
  const read = (file: string) => readFileSync(join(folder, file), "utf8");
  return { caPem: read("ca.pem"), certificatePem: read("node.pem"), privateKeyPem: read("node.key") };
}
