import { execFileSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Certificates of OpenSSL, in one folder: `root` has signed `issuer`, and that one `leaf`. */
export class Certificates {
  constructor(
    readonly folder: string,
    private readonly days = 30,
  ) {
    this.make("root", "/CN=Test Root", "CA:TRUE");
    this.make("issuer", "/CN=Test Issuer", "CA:TRUE", { by: "root" });
    this.leaf("leaf", "DNS:wso2.example.com,DNS:*.apps.example.com");
  }

  leaf(name: string, names: string | undefined, subject = "/CN=wso2.example.com"): void {
    this.make(name, subject, "CA:FALSE", { by: "issuer", names });
  }

  pem(...names: string[]): string {
    return names.map((name) => this.read(`${name}.pem`)).join("");
  }

  key(name: string): string {
    return this.read(`${name}.key`);
  }

  /** SHA-256. */
  fingerprint(name: string): string {
    return new X509Certificate(this.pem(name)).fingerprint256;
  }

  make(
    name: string,
    subject: string,
    constraints: string,
    { by, names }: { readonly by?: string; readonly names?: string } = {},
  ): void {
    const extensions = [
      `basicConstraints=critical,${constraints}`,
      ...(names ? [`subjectAltName=${names}`] : []),
    ];
    const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
    const own = ["-keyout", `${name}.key`, "-subj", subject];
    if (by === undefined) {
      const added = extensions.flatMap((each) => ["-addext", each]);
      this.openssl(
        "req",
        "-x509",
        "-days",
        `${this.days}`,
        ...curve,
        ...own,
        "-out",
        `${name}.pem`,
        ...added.slice(2),
      );
      return;
    }
    writeFileSync(join(this.folder, `${name}.ext`), extensions.join("\n"));
    this.openssl("req", "-new", ...curve, ...own, "-out", `${name}.csr`);
    const signer = ["-CA", `${by}.pem`, "-CAkey", `${by}.key`, "-CAcreateserial"];
    const signed = ["-days", `${this.days}`, "-extfile", `${name}.ext`, "-out", `${name}.pem`];
    this.openssl("x509", "-req", "-in", `${name}.csr`, ...signer, ...signed);
  }

  openssl(...args: string[]): void {
    execFileSync("openssl", args, { cwd: this.folder, stdio: ["ignore", "ignore", "ignore"] });
  }

  private read(file: string): string {
    return readFileSync(join(this.folder, file), "utf8");
  }
}
