import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import execa from "execa";

export interface MadeLeaf {
  readonly cert: string;
  readonly key: string;
}

/**
 * A root (`ca.pem` in the folder), a leaf of it for ei.example, one that has expired, one with another name, and
 * one of another root.
 */
export async function makeCertificates(
  folder: string,
  prefix = "",
): Promise<{
  readonly ca: string;
  readonly leaves: Readonly<Record<"good" | "expired" | "misnamed" | "stranger", MadeLeaf>>;
}> {
  const at = (name: string) => join(folder, `${prefix}${name}`);
  const openssl = (...args: string[]) => execa("openssl", args);
  const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  const root = async (name: string) => {
    const out = ["-keyout", at(`${name}.key`), "-out", at(`${name}.pem`), "-subj", `/CN=${name} root`];
    await openssl("req", "-x509", ...curve, ...out, "-days", "10");
  };
  await Promise.all([root("ca"), root("other")]);
  const leaf = async (
    name: string,
    dns: string,
    by: string,
    dates: string[] = ["-days", "5"],
  ): Promise<MadeLeaf> => {
    await openssl(
      "req",
      ...curve,
      "-keyout",
      at(`${name}.key`),
      "-out",
      at(`${name}.csr`),
      "-subj",
      `/CN=${dns}`,
    );
    writeFileSync(at(`${name}.ext`), `subjectAltName=DNS:${dns}\n`);
    const signer = ["-CA", at(`${by}.pem`), "-CAkey", at(`${by}.key`), "-set_serial", "0x1234"];
    const files = ["-in", at(`${name}.csr`), "-out", at(`${name}.pem`), "-extfile", at(`${name}.ext`)];
    await openssl("x509", "-req", ...files, ...signer, ...dates);
    return { cert: readFileSync(at(`${name}.pem`), "utf8"), key: readFileSync(at(`${name}.key`), "utf8") };
  };
  const [good, expired, misnamed, stranger] = await Promise.all([
    leaf("good", "ei.example", "ca"),
    leaf("expired", "ei.example", "ca", ["-days", "-1"]),
    leaf("misnamed", "other.example", "ca"),
    leaf("stranger", "ei.example", "other"),
  ]);
  return { ca: readFileSync(at("ca.pem"), "utf8"), leaves: { good, expired, misnamed, stranger } };
}
