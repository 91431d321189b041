import { X509Certificate } from "node:crypto";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "node:tls";
import execa from "execa";
import type { Cli } from "../../../sandbox/cli/drive-cli";
import { Certificates } from "../../components/certificates/make-certificates";
import { itThorough } from "../../support/thorough";
import { rollsWithoutLoss, underLoad } from "./under-load";

const minute = 60_000;
const password = "12345678";

/**
 * Every certificate of a cluster changes under load, on the deployment of the file that calls this. The clients
 * verify each new connection by what they knew before the change.
 */
export function certificateTests(cli: Cli, nodes: readonly string[]): void {
  const folder = mkdtempSync(join(tmpdir(), "certificates-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** What the load balancer shows to a client that trusts a file. */
  const shown = async (caFile: string): Promise<X509Certificate> => {
    const { url, host } = await cli.outputs();
    return new Promise((resolve, reject) => {
      const ca = readFileSync(caFile);
      const socket = connect({ host: new URL(url).hostname, port: 443, servername: host, ca }, () => {
        const certificate = socket.getPeerX509Certificate();
        socket.destroy();
        certificate ? resolve(certificate) : reject(new Error("no certificate"));
      });
      socket.on("error", reject);
    });
  };
  /** The root of the certificate that a node shows on its traffic port. */
  const nodeIssuer = (node: string) =>
    cli.ssh(
      node,
      "openssl s_client -connect 127.0.0.1:8253 </dev/null 2>/dev/null | openssl x509 -noout -issuer",
    );
  const roots = (caFile: string) =>
    (
      readFileSync(caFile, "utf8").match(/-----BEGIN CERTIFICATE[^-]*-----[^-]*-----END CERTIFICATE-----/g) ??
      []
    ).map((pem) => new X509Certificate(pem).subject);
  const keep = async (name: string): Promise<string> => {
    const kept = join(folder, name);
    copyFileSync((await cli.outputs()).caFile, kept);
    return kept;
  };
  const first = "CN=wso2-prod private root";
  /** How many roots a HAProxy trusts a node by. */
  const trusted = async (machine: string) =>
    (await cli.ssh(machine, "sudo grep -c BEGIN.CERT /etc/haproxy/nodes-ca.pem || true")).trim();
  // Long enough for status to say nothing of it: it fails from 30 days before the end.
  const made = new Certificates(folder, 365);

  itThorough(
    "brings a new root, clients know the old one only: no request is lost",
    async () => {
      const before = await keep("before.pem");
      await rollsWithoutLoss(cli, () => cli.set("wso2:caGeneration=2"), nodes);
      for (const node of nodes) expect(await nodeIssuer(node)).toMatch(/private root 2\s*$/);
      expect((await shown(before)).issuer).toBe(first);
      expect(roots(await keep("both.pem"))).toEqual([first, `${first} 2`]);
    },
    15 * minute,
  );

  itThorough(
    "drops the old root, and gives the nodes a certificate of another authority: no request is lost",
    async () => {
      const both = join(folder, "both.pem");
      made.leaf("node", "DNS:integrator.internal");
      const given = {
        ...{ nodeCaPem: made.pem("root"), nodeCertificatePem: made.pem("node") },
        ...{ nodeCertificateChainPem: made.pem("issuer"), nodeCertificateKeyPem: made.key("node") },
      };
      const sets = Object.entries(given).map(([key, pem]) => `wso2:${key}=${pem}`);
      await rollsWithoutLoss(cli, () => cli.set("wso2:caTrustPrevious=false", ...sets), nodes);
      expect((await shown(both)).issuer).toBe(`${first} 2`);
      expect(roots(await keep("after.pem"))).toEqual([`${first} 2`]);
      for (const node of nodes) expect(await nodeIssuer(node)).toMatch(/Test Issuer\s*$/);
      for (const machine of ["haproxy1", "haproxy2"]) expect(await trusted(machine)).toBe("2");
    },
    15 * minute,
  );

  itThorough(
    "takes the nodes back to the private root, and drops the other authority only then: no request is lost",
    async () => {
      const back = ["Pem", "ChainPem", "KeyPem"].map((of) => `wso2:nodeCertificate${of}=`);
      // Both at once would leave nodes that nobody trusts until their turn.
      const sets = [...back, "wso2:nodeCaPem="].flatMap((each) => ["--set", each]);
      const refused = await cli.run("up", ...sets);
      expect(refused.exitCode).not.toBe(0);
      expect(refused.all).toContain("wso2:nodeCaPem");
      expect(refused.all).toContain(`must still hold the root with SHA-256 ${made.fingerprint("root")}`);
      for (const node of nodes) expect(await nodeIssuer(node)).toMatch(/Test Issuer\s*$/);

      await rollsWithoutLoss(cli, () => cli.set(...back), nodes);
      for (const node of nodes) expect(await nodeIssuer(node)).toMatch(/private root 2\s*$/);
      for (const machine of ["haproxy1", "haproxy2"]) expect(await trusted(machine)).toBe("2");
      await rollsWithoutLoss(cli, () => cli.set("wso2:nodeCaPem="), nodes);
      for (const machine of ["haproxy1", "haproxy2"]) expect(await trusted(machine)).toBe("1");
      expect(await cli.must("preview")).toMatch(/no changes/i);
    },
    15 * minute,
  );

  it(
    "takes the certificate out of one key store after the other, and the port never closes",
    async () => {
      const { host } = await cli.outputs();
      for (const name of ["one", "two"]) {
        made.leaf(name, `DNS:${host}`);
        const files = ["-in", `${name}.pem`, "-inkey", `${name}.key`, "-certfile", "bundle.pem"];
        writeFileSync(join(folder, "bundle.pem"), made.pem("issuer", "root"));
        made.openssl(
          "pkcs12",
          "-export",
          ...files,
          "-name",
          name,
          "-passout",
          `pass:${password}`,
          "-out",
          `${name}.p12`,
        );
      }
      const from = ["-srckeystore", "one.p12", "-srcstorepass", password, "-srcalias", "one"];
      const to = ["-destkeystore", "one.jks", "-deststoretype", "JKS", "-deststorepass", password];
      const own = ["-destkeypass", "its own one"];
      await execa("keytool", ["-importkeystore", "-noprompt", ...from, ...to, ...own], {
        cwd: folder,
        stdin: "ignore",
      });
      const known = join(folder, "with-own.pem");
      const before = await keep("before-stores.pem");
      writeFileSync(known, readFileSync(before, "utf8") + made.pem("root"));
      const seen: string[] = [];
      const report = await underLoad(
        cli,
        async () => {
          const keys = [`wso2:keystorePassword=${password}`, "wso2:keyPassword=its own one"];
          await cli.set(`wso2:keystore=${join(folder, "one.jks")}`, ...keys);
          seen.push((await shown(known)).fingerprint256);
          const content = readFileSync(join(folder, "two.p12")).toString("base64");
          await cli.set(`wso2:keystore=${content}`, "wso2:keyPassword=");
          seen.push((await shown(known)).fingerprint256);
        },
        { trusted: known },
      );
      expect(report.failures).toEqual([]);
      expect(report.requests).toBeGreaterThan(500);
      expect(seen).toEqual(["one", "two"].map((name) => made.fingerprint(name)));
      // What clients must trust is told: the private root of the key store too.
      expect(roots((await cli.outputs()).caFile)).toEqual([...roots(before), "CN=Test Root"]);
      expect(await cli.must("preview")).toMatch(/no changes/i);
    },
    15 * minute,
  );
}
