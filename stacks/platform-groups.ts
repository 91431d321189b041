import type * as pulumi from "@pulumi/pulumi";
import type {
  Balancers,
  CertificateAuthority,
  CertificateFiles,
  CloudWatchLogs,
  LastDeployment,
  MachineIdentity,
  RollingGroup,
  SshAccess,
} from "../components";
import type { PlatformProducts } from "./api-manager-products";
import type { ApiManagerSettings } from "./api-manager-settings";
import { addressesOf } from "./create-nodes";
import type { KeptData } from "./kept-data";
import { isDistributed, namesOf, type OfEach, ofPart, type PlatformPart, settingsOf } from "./platform-parts";
import { createProductGroup, createShared } from "./product-group";

/** What the groups of all parts are made with. */
export interface PlatformGroupsArgs {
  readonly products: PlatformProducts;
  readonly nodes: OfEach<Record<string, MachineIdentity>>;
  readonly kept: Pick<KeptData, "content" | "databases">;
  readonly passwords: OfEach<pulumi.Output<string>>;
  readonly last: OfEach<LastDeployment>;
  /** Names in the nodes' certificates. */
  readonly serviceNames: OfEach<string>;
  readonly balancers: OfEach<Balancers>;
  /** Groups that come before all of them. */
  readonly after: RollingGroup[];
  /** Given to all nodes. @default each has one of the private root */
  readonly certificate: CertificateFiles | undefined;
  readonly access: SshAccess;
  /** Where their nodes send their logs. @default nowhere */
  readonly logs: CloudWatchLogs | undefined;
  readonly authority: CertificateAuthority;
  readonly standsOn: pulumi.Resource[];
}

/** A part's nodes as a rolling group, and what runs on them. */
export type PlatformGroup = ReturnType<typeof createProductGroup>;

/**
 * Identity Server's nodes, and after them API Manager's: all of them alike, or control planes, traffic managers and
 * gateways, one after the other. Each is a rolling group.
 */
export function createPlatformGroups(
  name: string,
  settings: ApiManagerSettings,
  { products, nodes, kept, passwords, last, serviceNames, balancers, ...args }: PlatformGroupsArgs,
): OfEach<PlatformGroup> {
  const { access, logs, authority, certificate, standsOn } = args;
  const groupName = (part: PlatformPart) => `${name}-${namesOf(settings, part).prefix}`;
  const distributed = isDistributed(settings);
  // One key for all parts of API Manager: what one signs or encrypts, the others must read.
  const shared = distributed
    ? createShared(groupName("apiManager"), { authority, serviceName: serviceNames.apiManager })
    : undefined;
  const create = (part: PlatformPart, after: RollingGroup[]) =>
    createProductGroup(groupName(part), {
      product: ofPart(products, part),
      settings: settingsOf(settings, part),
      nodes: ofPart(nodes, part),
      told: {
        members: addressesOf(ofPart(nodes, part)),
        ...(kept.databases && ofPart(kept.databases, part)),
        ...(distributed && part !== "identity" ? { peers: peersOf(nodes) } : {}),
      },
      serviceName: ofPart(serviceNames, part),
      adminPassword: ofPart(passwords, part),
      last: ofPart(last, part),
      ...(shared && part !== "identity" ? { shared } : {}),
      content: kept.content[part],
      ...{ access, logs, authority, balancers: ofPart(balancers, part), standsOn, after },
      ...(certificate && { certificate }),
      approvedKey: namesOf(settings, part).approvedKey,
    });
  const identity = create("identity", args.after);
  const apiManager = create("apiManager", [identity.group]);
  if (!distributed) return { identity, apiManager };
  const trafficManager = create("trafficManager", [apiManager.group]);
  return { identity, apiManager, trafficManager, gateway: create("gateway", [trafficManager.group]) };
}

/** Brokers and receivers of a distributed API Manager. */
function peersOf({ apiManager, trafficManager = {} }: OfEach<Record<string, MachineIdentity>>) {
  return { controlPlanes: addressesOf(apiManager), trafficManagers: addressesOf(trafficManager) };
}
