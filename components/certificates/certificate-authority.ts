import * as pulumi from "@pulumi/pulumi";
import * as tls from "@pulumi/tls";
import { failOnProblems } from "../validation/fail-on-problems";
import { Problems } from "../validation/problems";
import { splitPem } from "./certificate-files";
import { warnBeforeEnd } from "./warn-before-end";

/** What a private root is made with. */
export interface CertificateAuthorityArgs {
  /** Common name of the root. */
  commonName: string;
  /** How long each root is valid, in days. @default 3650 */
  validityDays?: number;
  /** Which root signs: the next number makes a new one. @default 1 */
  generation?: number;
  /**
   * Whether the root of the generation before is still trusted. It must be while certificates that it has signed
   * are in service: from the `up` that raises `generation` to the end of its roll. @default true
   */
  trustPrevious?: boolean;
  /**
   * Roots of others, PEM, that are trusted beside its own: of certificates that nodes are given. One is here before the
   * first such certificate is, and until the last one is gone. @default none
   */
  alsoTrustedPem?: string;
}

/** A root that can sign. */
export interface Signer {
  readonly certificatePem: pulumi.Output<string>;
  /** Secret. */
  readonly privateKeyPem: pulumi.Output<string>;
}

/**
 * A private root for what is inside: nodes, HAProxy, and the edge where no public certificate is given.
 *
 * While a root changes, the old one and the new one are trusted side by side, so that no request is lost: with a
 * raised `generation` the balancers trust both first, then each node gets a certificate of the new root in its turn.
 * @throws pulumi.InputPropertiesError before anything is registered.
 */
export class CertificateAuthority extends pulumi.ComponentResource implements Signer {
  /** The root that signs. */
  readonly certificatePem: pulumi.Output<string>;
  /** Secret. */
  readonly privateKeyPem: pulumi.Output<string>;
  /** All roots to trust, the oldest first, one after the other; those of others at the end. */
  readonly trustedPem: pulumi.Output<string>;
  /** The same without those of others: for clients. */
  readonly rootsPem: pulumi.Output<string>;
  /** The root of the generation before, as long as it is trusted: for what is shown to clients who know no other yet. */
  readonly previous?: Signer;
  /** Until when the root that signs is valid, RFC 3339. */
  readonly expiresAt: pulumi.Output<string>;

  constructor(name: string, args: CertificateAuthorityArgs, opts?: pulumi.ComponentResourceOptions) {
    const { generation = 1, trustPrevious = true } = args;
    const problems = new Problems();
    problems.integer(generation, "generation", 1, 1000);
    failOnProblems(`CertificateAuthority ${name}`, problems.list);
    super("wso2:index:CertificateAuthority", name, {}, opts);
    const previous = generation > 1 && trustPrevious ? [createRoot(this, name, args, generation - 1)] : [];
    this.previous = previous[0];
    const current = createRoot(this, name, args, generation);
    this.certificatePem = current.certificatePem;
    this.privateKeyPem = current.privateKeyPem;
    this.rootsPem = pulumi
      .all([...previous, current].map(({ certificatePem }) => certificatePem))
      .apply((roots) => roots.join(""));
    const others = splitPem(args.alsoTrustedPem ?? "").map((pem) => `${pem}\n`);
    this.trustedPem = this.rootsPem.apply((roots) => [roots, ...others].join(""));
    this.expiresAt = current.expiresAt;
    warnBeforeEnd(
      this,
      `private root ${name}`,
      this.expiresAt,
      "raise its generation (docs/certificates.md)",
    );
    this.registerOutputs({ certificatePem: this.certificatePem, expiresAt: this.expiresAt });
  }
}

/** The first generation has the component's own name: it was there before there were others. */
function createRoot(
  parent: pulumi.Resource,
  name: string,
  args: CertificateAuthorityArgs,
  generation: number,
) {
  const rootName = generation === 1 ? name : `${name}-${generation}`;
  // Of the kind that it signs, which all load balancers and key stores take. Roots of before are ECDSA, and stay.
  const key = new tls.PrivateKey(
    rootName,
    { algorithm: "RSA", rsaBits: 3072 },
    { parent, ignoreChanges: ["algorithm", "ecdsaCurve", "rsaBits"] },
  );
  const root = new tls.SelfSignedCert(
    rootName,
    {
      privateKeyPem: key.privateKeyPem,
      subject: { commonName: generation === 1 ? args.commonName : `${args.commonName} ${generation}` },
      isCaCertificate: true,
      setSubjectKeyId: true,
      validityPeriodHours: 24 * (args.validityDays ?? 3650),
      allowedUses: ["cert_signing", "crl_signing"],
    },
    { parent },
  );
  return {
    certificatePem: root.certPem,
    privateKeyPem: pulumi.secret(key.privateKeyPem),
    expiresAt: root.validityEndTime,
  };
}
