import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { Certificates } from "../components/certificates/make-certificates";
import { deployed } from "./deploy-integrator";

jest.mock("../../components/program/last-deployment", () => ({
  lastDeployment: async () => ({ first: [], healTokens: {} }),
}));

describe("system integrator, with certificates of the user's", () => {
  it("makes no certificate of its own where the edge's and the nodes' are given, and trusts their root", async () => {
    const folder = mkdtempSync(join(tmpdir(), "given-"));
    const made = new Certificates(folder);
    for (const name of ["integrator.example.com", "integrator.internal"]) made.leaf(name, `DNS:${name}`);
    const warn = jest.spyOn(pulumi.log, "warn").mockResolvedValue();
    const mocks = await deployed({
      certificatePem: made.pem("integrator.example.com"),
      certificateChainPem: made.pem("issuer"),
      certificateKeyPem: made.key("integrator.example.com"),
      nodeCertificatePem: made.pem("integrator.internal"),
      nodeCertificateChainPem: made.pem("issuer"),
      nodeCertificateKeyPem: made.key("integrator.internal"),
      nodeCaPem: made.pem("root"),
    });
    const [leaf, root] = [made.pem("integrator.internal"), made.pem("root")];
    const chain = made.pem("issuer", "root");
    rmSync(folder, { recursive: true });
    // They are made for 30 days.
    expect(warn.mock.calls.map(([text]) => text.replace(/on \S+Z/, "on a day")).sort()).toEqual(
      ["all nodes", "the load balancer"].map(
        (what) =>
          `The certificate of ${what} ends in 29 days, on a day: set a new one (docs/certificates.md).`,
      ),
    );
    warn.mockRestore();
    const leaves = mocks.resources().filter((each) => each.includes("locallySignedCert"));
    // What the tier shows to the load balancer is all that the private root signs.
    expect(leaves).toEqual(["tls:index/locallySignedCert:LocallySignedCert wso2-test"]);
    const planOf = (name: string) =>
      JSON.parse((mocks.inputsOf("command:local:Command", name).stdin as { value: string }).value) as {
        readonly install?: {
          readonly keystore: object;
          readonly truststore: { readonly certificates: object };
        };
        readonly files?: readonly { readonly path: string; readonly content: string }[];
      };
    for (const node of ["node1", "node2"]) {
      const { install } = planOf(`wso2-test-${node}-service`);
      expect(install?.keystore).toMatchObject({ certificatePem: leaf, caPem: chain });
      expect(Object.values(install?.truststore.certificates ?? {})).toContain(root);
    }
    const trusted = planOf("wso2-test-haproxy1-configuration").files?.find(({ path }) =>
      path.endsWith("nodes-ca.pem"),
    );
    expect(trusted?.content).toContain(root);
  });

  it("is shown by HAProxy where that is the one to end clients' TLS, and by nobody but the load balancer elsewhere", async () => {
    const folder = mkdtempSync(join(tmpdir(), "given-"));
    const made = new Certificates(folder);
    made.leaf("edge", "DNS:integrator.example.com");
    const given = {
      ...{ certificatePem: made.pem("edge"), certificateChainPem: made.pem("issuer") },
      certificateKeyPem: made.key("edge"),
    };
    rmSync(folder, { recursive: true });
    const warn = jest.spyOn(pulumi.log, "warn").mockResolvedValue();
    const shown = async (passthrough: boolean) => {
      const mocks = await deployed({ ...given, edge: { kind: "network", passthrough } });
      const { stdin } = mocks.inputsOf("command:local:Command", "wso2-test-haproxy1-configuration");
      const { files } = JSON.parse((stdin as { value: string }).value);
      return files.find(({ path }: { path: string }) => path === "/etc/haproxy/frontend.pem").content;
    };
    expect(await shown(true)).toContain(given.certificatePem);
    expect(await shown(false)).not.toContain(given.certificatePem);
    warn.mockRestore();
  });
});
