import * as pulumi from "@pulumi/pulumi";
import type { CertificateAuthority } from "../certificates/certificate-authority";
import { type CertificateFiles, expiresAt } from "../certificates/certificate-files";
import { LeafCertificate } from "../certificates/leaf-certificate";
import { describeEnd, givenRemedy, givenWarningDays, nameGiven } from "../certificates/plan-expiry";
import type { ContentSync } from "../content-sync/content-sync";
import type { DatabaseLogin } from "../database/plan-access";
import type { Workload, WorkloadNode } from "../rolling/workload";
import { failOnProblems } from "../validation/fail-on-problems";
import type { Problem } from "../validation/problems";
import { checkDigest, digestOf } from "./check-digest";
import type { Distribution } from "./distribution";
import { checkEncryptingKey } from "./encrypted-secrets";
import { checkJavaOpts } from "./integrator/plan-integrator";
import { describeUnnamed, ownName } from "./own-name";
import { asInstalled, digestService, installation, planService } from "./plan-service";
import type { Product, StorePasswords } from "./product";
import type { ServicePlan } from "./service-plan";

/** The product that runs on the nodes, and what it is installed with. */
export interface Wso2WorkloadArgs {
  /** Which product in which version: `planIntegrator`, `planCarbon`. */
  product: Product;
  /** The distribution: `https://` or `file://`. @default where WSO2 publishes it */
  source?: string;
  /**
   * SHA-256 that the distribution must have, in hex; or `unverified` where it is fetched and nobody knows one.
   * Needed for an `https://` source; a file of your own is sent with the digest that it has here.
   * @default what the file has
   */
  sha256?: string;
  /** The root that signs each node's certificate. */
  authority: CertificateAuthority;
  /** The one name that all nodes have in their certificates. */
  serviceName: string;
  /**
   * A certificate of yours for all nodes, which covers `serviceName`. Its root must be in `alsoTrustedPem` of
   * `authority`, so that HAProxy trusts it before the first node shows it. @default one of `authority` for each node
   */
  certificate?: CertificateFiles;
  /**
   * The key pair that all nodes have in common, beside each node's own for TLS: it encrypts what they keep in shared
   * databases, and signs tokens. Needed by products that say so, API Manager and Identity Server: a
   * `LeafCertificate` that outlives its nodes' (a renewed certificate keeps its key).
   * @default none, which a product that needs it refuses
   */
  sharedCertificate?: pulumi.Input<SharedCertificate>;
  /** Of the product's key stores and of its administrator; make them secrets. */
  passwords: pulumi.Input<StorePasswords>;
  /**
   * Databases that the nodes keep tables in, by WSO2's name: `{ shared_db: database.login }`. A change of one, also of
   * its password, rolls the nodes. @default none; each node keeps its own
   */
  databases?: Record<string, pulumi.Input<DatabaseLogin>>;
  /** Keeps folders of the product the same on all nodes. @default each node has its own */
  contentSync?: ContentSync;
  /** Addresses of all nodes, for a product whose servers form a cluster. @default not told */
  members?: pulumi.Input<pulumi.Input<string>[]>;
  /** Addresses of other groups' nodes, for a product that connects to them, by what they are to it. @default not told */
  peers?: pulumi.Input<Record<string, pulumi.Input<pulumi.Input<string>[]>>>;
  /** Addresses of the balancers, for a product that tells itself to them: WSO2 ELBs. @default not told */
  balancers?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Whether the product trusts, beside the private root, the public certificate authorities of the node's Java: for
   * calls to public HTTPS back ends. Another value of it rolls the nodes. @default true
   */
  publicCas?: boolean;
  /** Added to the JVM's arguments. @default none */
  javaOpts?: string;
}

/** A certificate and its key that all nodes have. */
export interface SharedCertificate {
  /** In PEM. */
  certificatePem: pulumi.Input<string>;
  /** In PEM; a secret. */
  privateKeyPem: pulumi.Input<string>;
}

const packages = [
  { command: "java", name: "default-jre-headless" },
  { command: "unzip", name: "unzip" },
  { command: "curl", name: "curl" },
] as const;

/** Of the product's user in WSO2's own Docker images; the same on all nodes. */
const sharedOwnerUid = 802;

/** Limit for a node to fetch or be sent a distribution and to unpack it. */
const stageTimeoutSec = 1800;

/**
 * A WSO2 product as what a rolling group runs, with a certificate of its own for each node.
 * @throws pulumi.InputPropertiesError before anything is registered.
 */
export class Wso2Workload implements Workload<ServicePlan> {
  readonly version: string;
  readonly digest = digestService;
  readonly asInstalled = asInstalled;
  readonly tried = ({ install }: ServicePlan) => ({ install });
  readonly triedFor?: string;
  readonly packages: Workload["packages"];
  readonly distribution: Distribution;
  /** Until when each node's certificate is valid, RFC 3339, by node. */
  readonly certificatesExpireAt: Record<string, pulumi.Output<string>> = {};

  constructor(private readonly args: Wso2WorkloadArgs) {
    const { product, source = product.publishedAt, sha256, javaOpts = "" } = args;
    failOnProblems(`Wso2Workload ${product.name}`, [
      ...checkJavaOpts(javaOpts),
      ...checkDigest(source, sha256),
      ...checkShared(args),
      ...checkDatabases(args),
      ...checkEncryptingKey(product, args.certificate),
    ]);
    if (args.certificate) {
      const end = expiresAt(args.certificate.certificatePem);
      const warning = describeEnd("all nodes", end, new Date(), givenRemedy, givenWarningDays);
      if (warning) void pulumi.log.warn(warning);
      const unnamed = describeUnnamed(product, args.certificate.certificatePem);
      if (unnamed) void pulumi.log.warn(unnamed);
    }
    this.version = product.version;
    if (product.encrypts) this.triedFor = "encrypted passwords";
    this.packages = [...packages, ...(args.contentSync?.packages ?? [])];
    this.distribution = {
      source,
      ...digestOf(sha256),
      name: product.folder,
      ...installation,
      ...(args.contentSync?.isShared ? { ownerUid: sharedOwnerUid } : {}),
      timeoutSec: stageTimeoutSec,
    };
  }

  plan({ parent, name, key, ssh, limits }: WorkloadNode): pulumi.Output<ServicePlan> {
    const { authority, serviceName, product, publicCas, javaOpts = "" } = this.args;
    const certificate = this.certificate(parent, name, key);
    this.certificatesExpireAt[this.args.certificate ? nameGiven(key) : key] = certificate.expiresAt;
    return pulumi
      .output({
        target: ssh,
        passwords: withDatabases(this.args),
        certificatePem: certificate.certificatePem,
        privateKeyPem: certificate.privateKeyPem,
        caPem: authority.certificatePem,
        trustedPem: authority.trustedPem,
        members: this.args.members,
        content: this.args.contentSync?.plan(key),
        balancers: this.args.balancers,
        peers: this.args.peers,
        shared: readShared(this.args.sharedCertificate),
      })
      .apply((resolved) => ({
        ...planService({
          ...{ node: key, product, serviceName, publicCas, javaOpts, limits },
          ...resolved,
          chainPem: certificate.chainPem,
        }),
        distribution: this.distribution,
      }));
  }

  /** The one that all nodes were given, or one of the node's own. */
  private certificate(parent: pulumi.Resource, name: string, key: string): NodeCertificate {
    const { authority, serviceName, certificate, product } = this.args;
    if (!certificate) {
      const own = product.callsItself ? [ownName] : [];
      const dnsNames = [serviceName, `${key}.${serviceName}`, ...own];
      return new LeafCertificate(name, { authority, dnsNames }, { parent });
    }
    const { certificatePem, privateKeyPem, chainPem = "", rootPem = "" } = certificate;
    return {
      certificatePem,
      privateKeyPem: pulumi.secret(privateKeyPem),
      // OpenSSL takes no empty file of issuers: a certificate without any is its own.
      chainPem: `${chainPem}${rootPem}` || certificatePem,
      expiresAt: pulumi.output(expiresAt(certificatePem)),
    };
  }
}

/** Also of a resource, such as a `LeafCertificate`, whose outputs Pulumi does not resolve with it. */
function readShared(given: Wso2WorkloadArgs["sharedCertificate"]) {
  return given === undefined
    ? undefined
    : pulumi
        .output(given)
        .apply(({ certificatePem, privateKeyPem }) => pulumi.output({ certificatePem, privateKeyPem }));
}

function checkShared({ product, sharedCertificate }: Wso2WorkloadArgs): Problem[] {
  if (!product.sharedKeystore || sharedCertificate !== undefined) return [];
  const reason = `is needed: ${product.name} encrypts and signs with a key that all its nodes have; give it a LeafCertificate of its own`;
  return [{ propertyPath: "sharedCertificate", reason }];
}

/** Which of them there must be is known before any of them is made. */
function checkDatabases({ product, databases = {} }: Wso2WorkloadArgs): Problem[] {
  const given = Object.keys(databases);
  if (given.length === 0 && !product.needsDatabases) return [];
  const wanted = Object.keys(product.tableScripts ?? {});
  if (product.driverFolder === undefined || wanted.length === 0) {
    return [{ propertyPath: "databases", reason: `is set, but ${product.name} keeps nothing in a database` }];
  }
  const all = wanted.join(" and ");
  const missing = wanted.filter((name) => !given.includes(name));
  const unknown = given.filter((name) => !wanted.includes(name));
  return [
    ...missing.map((name) => ({
      propertyPath: `databases.${name}`,
      reason: `is needed: ${product.name} keeps its tables in ${all}; set it to a login of a Database`,
    })),
    ...unknown.map((name) => ({
      propertyPath: `databases.${name}`,
      reason: `is set, but ${product.name} keeps its tables in ${all}; take it out`,
    })),
  ];
}

interface NodeCertificate {
  readonly certificatePem: pulumi.Input<string>;
  readonly privateKeyPem: pulumi.Output<string>;
  readonly chainPem?: string;
  readonly expiresAt: pulumi.Output<string>;
}

/** What nodes log in with. */
function withDatabases({ passwords, databases }: Wso2WorkloadArgs): pulumi.Input<StorePasswords> {
  if (!databases) return passwords;
  return pulumi.secret(
    pulumi
      .all([passwords, pulumi.all(databases)])
      .apply(([given, logins]) => ({ ...given, databases: logins })),
  ) as pulumi.Output<StorePasswords>;
}
