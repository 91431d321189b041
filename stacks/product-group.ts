import * as pulumi from "@pulumi/pulumi";
import {
  type Balancers,
  type CertificateAuthority,
  type CertificateFiles,
  Ec2Hosts,
  type LastDeployment,
  LeafCertificate,
  MachineIdentity,
  type Network,
  type Product,
  RollingGroup,
  type SharedCertificate,
  type SshAccess,
  Wso2Workload,
} from "../components";
import { nodeSuffix } from "./generation";
import { groupSettings } from "./group-settings";
import { imageId } from "./image-id";
import { packDigest, planSource } from "./pack-settings";
import { placeMachines } from "./place";
import type { ClusterSettings } from "./settings";
import { storePasswords } from "./store-passwords";

/** The identities of one product's nodes, by key: `is1`, `apim1`. */
export function createProductNodes(
  name: string,
  prefix: string,
  settings: ClusterSettings,
  {
    network,
    access,
    groupId,
  }: { readonly network: Network; readonly access: SshAccess; readonly groupId: pulumi.Input<string> },
): Record<string, MachineIdentity> {
  const places = placeMachines(prefix, settings.nodeCount, network.privateSubnetIds, nodeSuffix(settings));
  return Object.fromEntries(
    Object.entries(places).map(([key, { subnetId }]) => [
      key,
      new MachineIdentity(`${name}-${key}`, {
        ...{ key, subnetId, access, securityGroupIds: [groupId], after: network.ready },
      }),
    ]),
  );
}

/** Signs tokens and encrypts what is in the shared databases: it must outlive every node and its certificate. */
function createShared(name: string, { authority, serviceName }: ProductGroupArgs): SharedCertificate {
  const dnsNames = [`shared.${serviceName}`];
  const leaf = new LeafCertificate(`${name}-shared`, { authority, dnsNames, validityDays: 3650 });
  return { certificatePem: leaf.certificatePem, privateKeyPem: leaf.privateKeyPem };
}

/** What one product of a platform is made with. */
export interface ProductGroupArgs {
  readonly product: Product;
  /** The product's own keys. */
  readonly settings: ClusterSettings;
  readonly serviceName: string;
  readonly nodes: Record<string, MachineIdentity>;
  readonly access: SshAccess;
  readonly authority: CertificateAuthority;
  readonly certificate?: CertificateFiles;
  readonly adminPassword: pulumi.Output<string>;
  readonly balancers: Balancers;
  readonly last: LastDeployment;
  readonly standsOn: pulumi.Resource[];
  /** Groups that come first. */
  readonly after: RollingGroup[];
  /** The configuration key that approves its rolls. */
  readonly approvedKey: string;
}

/** One product's nodes as a rolling group of a platform. */
export function createProductGroup(
  name: string,
  args: ProductGroupArgs,
): { group: RollingGroup; workload: Wso2Workload } {
  const { product, settings, nodes, access, authority, last, certificate } = args;
  const workload = new Wso2Workload({
    ...{ product, authority, serviceName: args.serviceName },
    source: planSource(settings.pack, product),
    sha256: packDigest(settings, settings.version),
    ...(certificate ? { certificate } : {}),
    passwords: pulumi
      .all([storePasswords(authority), args.adminPassword])
      .apply(([stores, admin]) => ({ ...stores, admin })),
    members: Object.values(nodes).map(({ address }) => address),
    ...(product.sharedKeystore ? { sharedCertificate: createShared(name, args) } : {}),
    ...{ publicCas: settings.publicCas, javaOpts: settings.javaOpts },
  });
  const group = new RollingGroup(name, {
    hosts: new Ec2Hosts({
      nodes,
      access,
      machine: {
        imageId: imageId(settings.ami),
        instanceType: settings.nodeInstanceType,
        detailedMonitoring: settings.detailedMonitoring,
      },
      image: settings.ami,
    }),
    workload,
    balancers: args.balancers,
    strategy: settings.strategy,
    standsOn: args.standsOn,
    ...groupSettings(settings),
    approveWith: `\`pulumi-wso2 approve --key wso2:${args.approvedKey}\` (or \`pulumi config set wso2:${args.approvedKey}\`) with that id`,
    ...last,
    after: args.after,
  });
  return { group, workload };
}
