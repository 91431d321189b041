import * as pulumi from "@pulumi/pulumi";
import type { CertificateAuthority } from "../certificates/certificate-authority";
import { LeafCertificate } from "../certificates/leaf-certificate";
import { asInstalled, digestService } from "../nodes/plan-service";
import type { ServicePlan } from "../nodes/service-plan";
import type { Workload, WorkloadNode } from "../rolling/workload";
import { failOnProblems } from "../validation/fail-on-problems";
import type { ApacheBalancersArgs } from "./apache-balancers";
import { checkSite } from "./check-site";
import { planApacheService } from "./plan-service";
import { planSite } from "./plan-site";
import {
  type ApacheProduct,
  type ApacheSite,
  apacheFiles,
  apacheStatusPath,
  debianPaths,
} from "./site-model";

/** A product behind the front, with nodes whose addresses may not be known yet. */
export interface ApacheProductArgs extends Omit<ApacheProduct, "nodes"> {
  /** The nodes' addresses, by key. Each node's certificate must have the site's host in it. */
  nodes: Record<string, pulumi.Input<string>>;
}

/** One host name with its products, and what Apache needs to serve them. */
export interface ApacheWorkloadArgs extends Omit<ApacheSite, "products" | "tls" | "caPath" | "trustedCidrs"> {
  /** Products by key: `apim`, `is`. The key names balancers, logs and cookies. */
  products: Record<string, ApacheProductArgs>;
  /** Addresses or networks of what stands in front: what they say of a client's address is believed. @default nobody is */
  trustedCidrs?: pulumi.Input<string>[];
  /** The root that signs each machine's certificate, and by which Apache knows the nodes. */
  authority: CertificateAuthority;
}

/**
 * Apache httpd in front of several products on one host name, as what a rolling group runs. It ends TLS, with a
 * certificate of its own for each machine, leads each path to its product, and brings redirects and cookies back to the
 * paths that clients know.
 * @throws pulumi.InputPropertiesError before anything is registered.
 */
export class ApacheWorkload implements Workload<ServicePlan> {
  readonly version = "2.4";
  readonly digest = digestService;
  readonly asInstalled = asInstalled;
  readonly packages = [{ command: "apache2", name: "apache2" }];
  /** Until when each machine's certificate is valid, RFC 3339, by machine. */
  readonly certificatesExpireAt: Record<string, pulumi.Output<string>> = {};

  constructor(private readonly args: ApacheWorkloadArgs) {
    failOnProblems("ApacheWorkload", checkSite(siteOf(args, unresolved(args))));
  }

  /**
   * A product's nodes on these Apaches, for `ApacheBalancers`.
   * @throws Error for a product that is none of them
   */
  behind(key: string): Pick<ApacheBalancersArgs, "groups" | "manager" | "statesFolder"> {
    const site = planSite(siteOf(this.args, unresolved(this.args)));
    const product = site.products.find((each) => each.key === key);
    if (!product)
      throw new Error(`no product ${key}: there are ${site.products.map((each) => each.key).join(", ")}`);
    return {
      groups: product.balancers.map(({ name }) => name),
      manager: { port: site.managerPort, host: site.host, tls: true, statusPath: apacheStatusPath },
      statesFolder: debianPaths.states,
    };
  }

  plan({ parent, name, key, ssh, limits }: WorkloadNode): pulumi.Output<ServicePlan> {
    const { authority, host, products, trustedCidrs = [] } = this.args;
    const dnsNames = [host, `${key}.${host}`];
    const certificate = new LeafCertificate(name, { authority, dnsNames }, { parent });
    this.certificatesExpireAt[key] = certificate.expiresAt;
    const nodes = Object.fromEntries(
      Object.entries(products).map(([product, { nodes: each }]) => [product, pulumi.all(each)]),
    );
    return pulumi.secret(
      pulumi
        .output({
          target: ssh,
          nodes: pulumi.all(nodes),
          trustedCidrs: pulumi.all(trustedCidrs),
          certificatePem: certificate.certificatePem,
          privateKeyPem: certificate.privateKeyPem,
          caPem: authority.trustedPem,
        })
        .apply((resolved) => planApacheService(siteOf(this.args, resolved), { ...resolved, limits })),
    );
  }
}

/** What is known of a site once the machines are there. */
interface LateFacts {
  readonly nodes: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly trustedCidrs: readonly string[];
}

/** Addresses are known late; all else is checked before anything is registered. */
function unresolved({ products, trustedCidrs = [] }: ApacheWorkloadArgs): LateFacts {
  const nodes = Object.entries(products).map(([key, product]) => [
    key,
    Object.fromEntries(Object.keys(product.nodes).map((node) => [node, "192.0.2.1"])),
  ]);
  return {
    nodes: Object.fromEntries(nodes),
    trustedCidrs: trustedCidrs.map((each) => (typeof each === "string" ? each : "192.0.2.1")),
  };
}

function siteOf(
  { authority, products, ...site }: ApacheWorkloadArgs,
  { nodes, trustedCidrs }: LateFacts,
): ApacheSite {
  return {
    ...{ ...site, trustedCidrs },
    caPath: apacheFiles.ca,
    tls: { certificatePath: apacheFiles.certificate, keyPath: apacheFiles.key },
    products: Object.fromEntries(
      Object.entries(products).map(([key, product]) => [key, { ...product, nodes: nodes[key] ?? {} }]),
    ),
  };
}
