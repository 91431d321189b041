import * as pulumi from "@pulumi/pulumi";
import { CertificateAuthority } from "../../../components/certificates/certificate-authority";
import { planIntegrator } from "../../../components/nodes/integrator/plan-integrator";
import { digestService, planService } from "../../../components/nodes/plan-service";
import { planLimits } from "../../../components/rolling/limits";
import { exampleTarget } from "../program/example-plans";

const registered: string[] = [];

async function makeRoots(args: { generation?: number; trustPrevious?: boolean; alsoTrustedPem?: string }) {
  registered.length = 0;
  await pulumi.runtime.setMocks({
    newResource: ({ type, name, inputs }) => {
      registered.push(`${type} ${name}`);
      return {
        id: name,
        state: { ...inputs, certPem: `${name}\n`, validityEndTime: "2036-01-01T00:00:00Z" },
      };
    },
    call: ({ inputs }) => inputs,
  });
  const authority = new CertificateAuthority("ca", { commonName: "root", ...args });
  const trusted = await new Promise<string>((resolve) => authority.trustedPem.apply(resolve));
  await pulumi.runtime.disconnect();
  return { trusted, roots: registered.filter((each) => each.startsWith("tls:index/selfSignedCert")) };
}

const root = (name: string) => `tls:index/selfSignedCert:SelfSignedCert ${name}`;

describe("CertificateAuthority", () => {
  it("has one root, by its own name, as long as nobody asks for another", async () => {
    expect(await makeRoots({})).toEqual({ trusted: "ca\n", roots: [root("ca")] });
  });

  it("trusts the root before beside the new one, until it is told that nobody needs it", async () => {
    expect(await makeRoots({ generation: 2 })).toEqual({
      trusted: "ca\nca-2\n",
      roots: [root("ca"), root("ca-2")],
    });
    expect(await makeRoots({ generation: 2, trustPrevious: false })).toEqual({
      trusted: "ca-2\n",
      roots: [root("ca-2")],
    });
    expect((await makeRoots({ generation: 3 })).trusted).toBe("ca-2\nca-3\n");
  });

  it("trusts roots of others beside its own", async () => {
    const pem = (text: string) => `-----BEGIN CERTIFICATE-----\n${text}\n-----END CERTIFICATE-----`;
    const alsoTrustedPem = `one ${pem("x")} two ${pem("y")}`;
    expect((await makeRoots({ generation: 2, alsoTrustedPem })).trusted).toBe(
      `ca\nca-2\n${pem("x")}\n${pem("y")}\n`,
    );
  });

  it("fails for a generation that is none", async () => {
    expect(() => new CertificateAuthority("ca", { commonName: "root", generation: 0 })).toThrow(
      /generation: got 0; a whole number from 1 to 1000/,
    );
  });
});

describe("what a node trusts", () => {
  const pem = (text: string) => `-----BEGIN CERTIFICATE-----\n${text}\n-----END CERTIFICATE-----\n`;
  const plan = (trustedPem?: string, chainPem?: string, publicCas?: boolean) =>
    planService({
      ...(chainPem === undefined ? {} : { chainPem }),
      node: "node1",
      target: exampleTarget,
      product: planIntegrator("4.3.0"),
      serviceName: "x.internal",
      passwords: { keystore: "k", truststore: "t" },
      certificatePem: "c",
      privateKeyPem: "p",
      caPem: pem("new"),
      ...(trustedPem === undefined ? {} : { trustedPem }),
      ...(publicCas === undefined ? {} : { publicCas }),
      javaOpts: "",
      limits: planLimits({}),
    });

  it("is one root, and nothing in the plan differs from before there could be two", () => {
    expect(plan(pem("new")).install).toEqual(plan().install);
    expect(plan().install?.truststore.certificates).toEqual({ "private-root": pem("new") });
  });

  it("is the private root and those of others where a certificate was given, whose issuers go with it", () => {
    const { install } = plan(`${pem("new")}${pem("theirs")}`, `${pem("issuer")}${pem("theirs")}`);
    expect(install?.truststore.certificates).toEqual({
      "private-root": pem("new"),
      "private-root-2": pem("theirs"),
    });
    expect(install?.keystore.caPem).toBe(`${pem("issuer")}${pem("theirs")}`);
  });

  it("is the public authorities too, which came later and are no reason to roll; without them is", () => {
    const { install, ...rest } = plan();
    if (!install) throw new Error("no installation");
    expect(install.truststore.publicCas).toBe(true);
    const { publicCas: _, ...before } = install.truststore;
    const old = { ...rest, install: { ...install, truststore: before } };
    expect(digestService(plan())).toBe(digestService(old));
    expect(digestService(plan(undefined, undefined, false))).not.toBe(digestService(old));
  });

  it("is both while a root changes: for the product, for its readiness and for its traffic port", () => {
    const both = `${pem("old")}${pem("new")}`;
    const { install, readiness, traffic } = plan(both);
    expect(install?.truststore.certificates).toEqual({
      "private-root": pem("new"),
      "private-root-2": pem("old"),
    });
    expect(install?.keystore.caPem).toBe(pem("new"));
    expect([(readiness as { caPem?: string }).caPem, traffic?.caPem]).toEqual([both, both]);
    expect(traffic?.port).toBe(8253);
  });
});
