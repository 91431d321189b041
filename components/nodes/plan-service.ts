import { createHash, createHmac } from "node:crypto";
import { splitPem } from "../certificates/certificate-files";
import type { ContentPlan } from "../content-sync/content-plan";
import { planContentUnit } from "../content-sync/render-setup";
import type { SshTarget } from "../remote/ssh-target";
import type { ResolvedLimits } from "../rolling/limits";
import { asCounted } from "./changed-file";
import { storePassword, withCipherTool } from "./encrypted-secrets";
import { planDatabaseTrust, planNameCache } from "./plan-databases";
import type { NodeFacts, Product, StorePasswords } from "./product";
import type { ProductInstall } from "./product-install";
import { renderUnit } from "./render-unit";
import type { Readiness, ServicePlan } from "./service-plan";

/** Everything that decides how a product runs on one node, resolved. */
export interface ServiceFacts {
  readonly node: string;
  readonly target: SshTarget;
  readonly product: Product;
  readonly serviceName: string;
  readonly passwords: StorePasswords;
  readonly certificatePem: string;
  readonly privateKeyPem: string;
  /** The root that has signed the node's certificate. */
  readonly caPem: string;
  /** Issuers of a certificate that was given, the root last. @default the root that has signed */
  readonly chainPem?: string;
  /** All roots to trust, the oldest first; two while a root changes. @default the one that has signed */
  readonly trustedPem?: string;
  /** Whether the product trusts public certificate authorities too. @default true */
  readonly publicCas?: boolean;
  readonly javaOpts: string;
  readonly limits: ResolvedLimits;
  /** Addresses of all nodes of the group. @default not told */
  readonly members?: readonly string[];
  /** Addresses of the balancers that nodes tell of themselves. @default not told */
  readonly balancers?: readonly string[];
  /** The key pair that all nodes have in common. @default none */
  readonly shared?: { readonly certificatePem: string; readonly privateKeyPem: string };
  /** Keeps folders the same on all nodes. @default each node has its own */
  readonly content?: ContentPlan;
  /** Addresses of other groups' nodes, by what they are to the product. @default not told */
  readonly peers?: NodeFacts["peers"];
}

/** Where distributions are unpacked, and who runs them. */
export const installation = { directory: "/opt/wso2", owner: "wso2" };

export function planService(facts: ServiceFacts): ServicePlan {
  const { product, passwords, limits, serviceName, trustedPem = facts.caPem } = facts;
  const { directory, owner } = installation;
  const { service = "integrator" } = product;
  const node = {
    key: facts.node,
    serviceName,
    address: facts.target.host,
    members: facts.members,
    balancers: facts.balancers,
    peers: facts.peers,
    ...(facts.shared ? { sharedSecret: deriveSecret(facts.shared.privateKeyPem) } : {}),
  };
  const homeLink = `${directory}/${service}`;
  const home = `${directory}/${product.folder}`;
  const unit = `wso2-${service}.service`;
  const readiness = product.readiness(serviceName);
  return {
    target: facts.target,
    version: product.version,
    services: [{ manager: "systemd", name: unit }],
    install: {
      unit,
      unitText: renderUnit({
        description: `WSO2 ${product.name} on ${facts.node}`,
        homeLink,
        script: product.script,
        owner,
        javaOpts: [product.javaOpts, planNameCache(passwords.databases), facts.javaOpts]
          .filter(Boolean)
          .join(" "),
        memoryOptions: product.memoryOptions,
        lowPorts: product.lowPorts,
        ...(facts.content ? planContentUnit(facts.content, home) : {}),
        ...(product.encrypts === undefined ? {} : { credential: storePassword(home) }),
      }),
      home,
      homeLink,
      owner,
      files: product.files(node, passwords),
      xmlEdits: product.xmlEdits(node, passwords),
      keystore: {
        ...product.keystore,
        password: passwords.keystore,
        certificatePem: facts.certificatePem,
        privateKeyPem: facts.privateKeyPem,
        caPem: facts.chainPem ?? facts.caPem,
      },
      ...planSharedKeystore(facts),
      truststore: {
        ...product.truststore,
        password: passwords.truststore,
        certificates: {
          ...planTrusted(facts),
          ...planSharedTrust(facts),
          ...planDatabaseTrust(passwords.databases),
        },
        publicCas: facts.publicCas ?? true,
      },
      ...(facts.content ? { content: facts.content } : {}),
      ...withCipherTool(product, passwords.databases),
    },
    readiness: product.portAlone
      ? { scheme: "tcp", port: product.trafficPort }
      : { ...readiness, caPem: trustedPem },
    ...(product.portAlone || readiness.port === product.trafficPort
      ? {}
      : { traffic: { port: product.trafficPort, host: serviceName, caPem: trustedPem } }),
    ...planAlsoReady(product, serviceName, trustedPem),
    ports: [product.trafficPort, ...product.otherPorts],
    logPath: `${home}/${product.logPath}`,
    ...(product.logSays ? { logSays: product.logSays } : {}),
    startTimeoutSec: limits.startTimeoutSec,
    stopTimeoutSec: limits.stopTimeoutSec,
  };
}

/** A renewed certificate keeps its key, and so this stays. */
function deriveSecret(privateKeyPem: string): string {
  return createHmac("sha256", privateKeyPem.trim()).update("pulumi-wso2 shared secret").digest("hex");
}

function planSharedKeystore({ product, shared, passwords, caPem }: ServiceFacts) {
  if (!product.sharedKeystore || !shared) return {};
  const { trustedAs, ...store } = product.sharedKeystore;
  return { sharedKeystore: { ...store, password: passwords.keystore, ...shared, caPem } };
}

function planSharedTrust({ product, shared }: ServiceFacts): Record<string, string> {
  return product.sharedKeystore && shared
    ? { [product.sharedKeystore.trustedAs]: shared.certificatePem }
    : {};
}

/** What one node carries beside what its page of readiness tells of. */
function planAlsoReady({ alsoReady }: Product, serviceName: string, caPem: string) {
  if (!alsoReady) return {};
  const verified = (each: Readiness) => (each.scheme === "https" ? { ...each, caPem } : each);
  return { alsoReady: alsoReady(serviceName).map(verified) };
}

/** By alias: the root that has signed, and the others. A truststore takes one certificate at a time. */
function planTrusted({ caPem, trustedPem = caPem }: ServiceFacts): Record<string, string> {
  const others = splitPem(trustedPem).filter((pem) => pem !== caPem.trim());
  const named = others.map((pem, index): [string, string] => [`private-root-${index + 2}`, `${pem}\n`]);
  return { "private-root": caPem, ...Object.fromEntries(named) };
}

/**
 * A digest of what the running product was made from. A change of it is a reason to roll; how to reach the
 * node and how long to wait are not. Short, so that a preview can show it, and safe to show: each part that
 * is secret comes with a private key beside it.
 */
export function digestService({ services, install, change }: ServicePlan): string {
  const counted = change && { ...change, files: change.files.map(asCounted) };
  const made = JSON.stringify({ services, install: install && countedInstall(install), change: counted });
  return createHash("sha256").update(made).digest("hex").slice(0, 12);
}

/**
 * The default of public authorities came later, and is no reason to roll: a node gets them with its next roll. Nor is
 * another node to have content in common with.
 */
function countedInstall({ truststore, content, ...install }: ProductInstall): ProductInstall {
  const { publicCas, ...rest } = truststore;
  return {
    ...install,
    truststore: publicCas === false ? truststore : rest,
    ...(content?.rsync ? { content: { ...content, rsync: { ...content.rsync, peers: [] } } } : {}),
    ...(content?.nfs ? { content } : {}),
  };
}

/** What a roll asks about plans of services. */
export const servicePlans = { digest: digestService, asInstalled };

/** What is there already: without what is brought and changed before a start. */
export function asInstalled({ distribution, install, change, after, ...rest }: ServicePlan): ServicePlan {
  return rest;
}
