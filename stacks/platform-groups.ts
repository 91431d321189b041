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
import { type ApiManagerSettings, settingsOf } from "./api-manager-settings";
import { addressesOf } from "./create-nodes";
import type { KeptData } from "./kept-data";
import type { OfEach } from "./platform-nodes";
import { createProductGroup } from "./product-group";

/** What both products' groups are made with. */
export interface PlatformGroupsArgs {
  readonly products: PlatformProducts;
  readonly nodes: OfEach<Record<string, MachineIdentity>>;
  readonly kept: Pick<KeptData, "content" | "databases">;
  readonly passwords: OfEach<pulumi.Output<string>>;
  readonly last: OfEach<LastDeployment>;
  /** Names in the nodes' certificates. */
  readonly serviceNames: OfEach<string>;
  readonly balancers: OfEach<Balancers>;
  /** Groups that come before both. */
  readonly after: RollingGroup[];
  /** Given to all nodes. @default each has one of the private root */
  readonly certificate: CertificateFiles | undefined;
  readonly access: SshAccess;
  /** Where their nodes send their logs. @default nowhere */
  readonly logs: CloudWatchLogs | undefined;
  readonly authority: CertificateAuthority;
  readonly standsOn: pulumi.Resource[];
}

/** Identity Server's nodes, and after them API Manager's, each a rolling group. */
export function createPlatformGroups(
  name: string,
  settings: ApiManagerSettings,
  { products, nodes, kept, passwords, last, serviceNames, balancers, ...args }: PlatformGroupsArgs,
) {
  const { access, logs, authority, certificate, standsOn } = args;
  const create = (product: "identity" | "apiManager", after: RollingGroup[]) =>
    createProductGroup(`${name}-${product === "identity" ? "is" : "apim"}`, {
      ...{ product: products[product], settings: settingsOf(settings, product), nodes: nodes[product] },
      told: { members: addressesOf(nodes[product]), ...kept.databases?.[product] },
      ...{ serviceName: serviceNames[product], adminPassword: passwords[product], last: last[product] },
      content: kept.content[product],
      ...{ access, logs, authority, balancers: balancers[product], standsOn, after },
      ...(certificate && { certificate }),
      approvedKey: product === "identity" ? "identityApprovedRoll" : "approvedRoll",
    });
  const identity = create("identity", args.after);
  return { identity, apiManager: create("apiManager", [identity.group]) };
}
