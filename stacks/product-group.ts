import * as pulumi from "@pulumi/pulumi";
import {
  type Balancers,
  type CertificateAuthority,
  type CertificateFiles,
  type CloudWatchLogs,
  ContentSync,
  type ContentSyncArgs,
  type ContentSyncSettings,
  type LastDeployment,
  LeafCertificate,
  type MachineIdentity,
  type Product,
  RollingGroup,
  type SharedCertificate,
  type SshAccess,
  Wso2Workload,
  type Wso2WorkloadArgs,
} from "../components";
import { nodeHosts } from "./create-nodes";
import { groupSettings } from "./group-settings";
import { nodeLogs } from "./log-settings";
import { packDigest, planSource } from "./pack-settings";
import type { NodeClusterSettings } from "./settings";
import { storePasswords } from "./store-passwords";

/** Signs tokens and encrypts what is in the shared databases: it must outlive every node and its certificate. */
export function createShared(
  name: string,
  { authority, serviceName }: Pick<ProductGroupArgs, "authority" | "serviceName">,
): SharedCertificate {
  const dnsNames = [`shared.${serviceName}`];
  const leaf = new LeafCertificate(`${name}-shared`, { authority, dnsNames, validityDays: 3650 });
  return { certificatePem: leaf.certificatePem, privateKeyPem: leaf.privateKeyPem };
}

/** What the nodes of one product are made with. */
export interface ProductGroupArgs {
  readonly product: Product;
  /** The product's own keys. */
  readonly settings: NodeClusterSettings;
  readonly serviceName: string;
  readonly nodes: Record<string, MachineIdentity>;
  readonly access: SshAccess;
  /** Where its nodes send their logs. @default nowhere */
  readonly logs?: CloudWatchLogs | undefined;
  readonly authority: CertificateAuthority;
  /** Given to all nodes. @default each has one of the private root */
  readonly certificate?: CertificateFiles;
  /** @default the product has no administrator */
  readonly adminPassword?: pulumi.Output<string>;
  /** What its servers are told of the others. @default nothing */
  readonly told?: Pick<Wso2WorkloadArgs, "balancers" | "databases" | "members" | "peers">;
  /** The key pair of a product that needs one for all nodes, where other groups have the same. @default one is made */
  readonly shared?: SharedCertificate;
  /** Keeps folders the same on all nodes. */
  readonly content?: ContentSyncSettings & Pick<ContentSyncArgs, "share">;
  readonly balancers: Balancers;
  readonly last: LastDeployment;
  readonly standsOn: pulumi.Resource[];
  /** Groups that come first. @default none */
  readonly after?: RollingGroup[];
  /** The configuration key that approves its rolls. @default approvedRoll */
  readonly approvedKey?: string;
}

/** One product's nodes as a rolling group. */
export function createProductGroup(
  name: string,
  args: ProductGroupArgs,
): { group: RollingGroup; workload: Wso2Workload } {
  const { product, settings, nodes, access, authority, last, certificate, approvedKey, content } = args;
  const addresses = Object.fromEntries(
    Object.entries(nodes).map(([key, { address }]) => [key, address] as const),
  );
  const workload = new Wso2Workload({
    ...{ product, authority, serviceName: args.serviceName },
    source: planSource(settings.pack, product),
    sha256: packDigest(settings, settings.version, product.name),
    ...(certificate ? { certificate } : {}),
    passwords: pulumi
      .all([storePasswords(authority), args.adminPassword])
      .apply(([stores, admin]) => ({ ...stores, ...(admin === undefined ? {} : { admin }) })),
    ...args.told,
    ...(product.sharedKeystore ? { sharedCertificate: args.shared ?? createShared(name, args) } : {}),
    ...(content
      ? { contentSync: new ContentSync(`${name}-content`, { ...content, product, nodes: addresses }) }
      : {}),
    ...{ publicCas: settings.publicCas, javaOpts: settings.javaOpts },
  });
  const group = new RollingGroup(name, {
    hosts: nodeHosts(settings, nodes, access, nodeLogs(product, args.logs)),
    workload,
    balancers: args.balancers,
    strategy: settings.strategy,
    standsOn: args.standsOn,
    ...groupSettings(settings),
    ...(approvedKey === undefined
      ? {}
      : {
          approveWith: `\`pulumi-wso2 approve --key wso2:${approvedKey}\` (or \`pulumi config set wso2:${approvedKey}\`) with that id`,
        }),
    ...last,
    after: args.after ?? [],
  });
  return { group, workload };
}
