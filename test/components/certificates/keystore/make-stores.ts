import { readFileSync } from "node:fs";
import { join } from "node:path";
import execa from "execa";

/** Of the stores, and of a key that has its own. */
export const password = "it's a password";
export const keyPassword = "another password";

/** A JVM that lives for a moment has nothing of compiling well. */
export const quick = ["-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"];

/** Key stores as Java and OpenSSL make them, in one folder. */
export class Stores {
  constructor(readonly folder: string) {}

  path(name: string): string {
    return join(this.folder, name);
  }

  /** PEM of the certificates under an alias, as keytool prints it. */
  async certificate(store: string, alias: string): Promise<string> {
    return (await this.keytool("-exportcert", "-rfc", "-alias", alias, ...this.of(store))).stdout;
  }

  private of(store: string, type?: string): string[] {
    const place = ["-keystore", this.path(store), "-storepass", password];
    return type ? [...place, "-storetype", type] : place;
  }

  private keytool(...args: string[]) {
    // A question of keytool's would wait for ever.
    return execa("keytool", [...quick, ...args], { cwd: this.folder, stdin: "ignore" });
  }

  private openssl(...args: string[]) {
    return execa("openssl", args, { cwd: this.folder });
  }

  /** A key signed by itself. */
  self(store: string, alias: string, ...args: string[]) {
    const key = args.includes("-keyalg") ? [] : ["-keyalg", "RSA", "-keysize", "2048"];
    const same = ["-keypass", password];
    return this.keytool("-genkeypair", "-alias", alias, ...key, ...same, ...args, ...this.of(store));
  }

  /** `edge` in edge.p12: a root, an issuer, and a certificate for two names, whose chain keytool puts together. */
  async chain(): Promise<void> {
    const ca = ["-ext", "bc:c", "-validity", "900", "-keyalg", "EC", "-groupname", "secp256r1"];
    await Promise.all([
      this.self("root.p12", "root", "-dname", "CN=Test Root", ...ca),
      this.self("issuer.p12", "issuer", "-dname", "CN=Test Issuer", ...ca),
      this.self("edge.p12", "edge", "-dname", "CN=wso2.example.com", "-validity", "90"),
    ]);
    await this.sign("issuer.p12", "issuer", "root.p12", "root", "bc:c");
    await this.sign(
      "edge.p12",
      "edge",
      "issuer.p12",
      "issuer",
      "san=dns:wso2.example.com,dns:*.apps.example.com",
    );
  }

  private async sign(store: string, alias: string, by: string, issuer: string, ext: string): Promise<void> {
    const { stdout: request } = await this.keytool("-certreq", "-alias", alias, ...this.of(store));
    const { stdout: own } = await execa(
      "keytool",
      ["-gencert", "-rfc", "-alias", issuer, "-ext", ext, "-validity", "90", ...this.of(by)],
      { cwd: this.folder, input: request },
    );
    const { stdout: above } = await this.keytool("-list", "-rfc", "-alias", issuer, ...this.of(by));
    await execa("keytool", ["-importcert", "-noprompt", "-alias", alias, ...this.of(store)], {
      cwd: this.folder,
      input: `${own}\n${pemOf(above)}`,
    });
  }

  /** edge.p12 as a store of another kind. */
  convert(to: string, type: string, ...args: string[]) {
    const from = ["-srckeystore", this.path("edge.p12"), "-srcstorepass", password, "-srcalias", "edge"];
    const target = ["-destkeystore", this.path(to), "-deststoretype", type, "-deststorepass", password];
    return this.keytool("-importkeystore", "-noprompt", ...from, ...target, ...args);
  }

  /** edge.p12 written by OpenSSL. */
  async rewrite(to: string, ...args: string[]): Promise<void> {
    const pass = ["-passin", `pass:${password}`];
    await this.openssl("pkcs12", "-in", "edge.p12", ...pass, "-nodes", "-out", `${to}.pem`);
    const out = ["-passout", `pass:${password}`, "-out", to];
    await this.openssl("pkcs12", "-export", "-in", `${to}.pem`, "-name", "edge", ...args, ...out);
  }

  secret(store: string) {
    const key = ["-genseckey", "-alias", "secret", "-keyalg", "AES", "-keysize", "256"];
    return this.keytool(...key, ...this.of(store));
  }

  trust(store: string, alias: string, pem: string) {
    const args = ["-importcert", "-noprompt", "-alias", alias, ...this.of(store)];
    return execa("keytool", [...quick, ...args], { cwd: this.folder, input: pem });
  }

  ownKeyPassword(from: string, to: string) {
    const program = join(__dirname, "OwnKeyPassword.java");
    return execa("java", [program, this.path(from), this.path(to), password, keyPassword]);
  }

  read(name: string): Buffer {
    return readFileSync(this.path(name));
  }
}

function pemOf(listing: string): string {
  return (listing.match(/-----BEGIN[\s\S]*?-----END CERTIFICATE-----/g) ?? []).join("\n");
}
