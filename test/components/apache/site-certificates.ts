import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import execa from "execa";

export interface MadeCertificate {
  readonly certPath: string;
  readonly keyPath: string;
  readonly cert: string;
  readonly key: string;
}

/** A root in the folder, and certificates of it for these names. */
export async function makeRoot(folder: string, name: string) {
  const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  const at = (file: string) => join(folder, `${name}-${file}`);
  await execa("openssl", [
    ...["req", "-x509", ...curve, "-keyout", at("ca.key"), "-out", at("ca.pem")],
    ...["-subj", `/CN=${name} root`, "-days", "10"],
  ]);
  const leaf = async (...names: string[]): Promise<MadeCertificate> => {
    const of = (file: string) => at(`${names[0]}.${file}`);
    await execa("openssl", [
      "req",
      ...curve,
      "-keyout",
      of("key"),
      "-out",
      of("csr"),
      "-subj",
      `/CN=${names[0]}`,
    ]);
    writeFileSync(of("ext"), `subjectAltName=${names.map((each) => `DNS:${each}`).join(",")}\n`);
    await execa("openssl", [
      ...["x509", "-req", "-in", of("csr"), "-out", of("pem"), "-extfile", of("ext"), "-days", "5"],
      ...["-CA", at("ca.pem"), "-CAkey", at("ca.key"), "-set_serial", "0x1234"],
    ]);
    const [certPath, keyPath] = [of("pem"), of("key")];
    return { certPath, keyPath, cert: readFileSync(certPath, "utf8"), key: readFileSync(keyPath, "utf8") };
  };
  return { caPath: at("ca.pem"), leaf };
}
