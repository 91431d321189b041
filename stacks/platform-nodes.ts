import type { MachineIdentity, Network, SshAccess, TierSecurityGroup } from "../components";
import { type ApiManagerSettings, settingsOf } from "./api-manager-settings";
import { createNodes } from "./create-nodes";

/** One of something for each product. */
export interface OfEach<T> {
  readonly identity: T;
  readonly apiManager: T;
}

/** The identities of both products' nodes, by key: `is1`, `apim1`. */
export function createPlatformNodes(
  name: string,
  settings: ApiManagerSettings,
  groups: OfEach<TierSecurityGroup>,
  on: { readonly network: Network; readonly access: SshAccess },
): OfEach<Record<string, MachineIdentity>> {
  const create = (product: "identity" | "apiManager", prefix: string) =>
    createNodes(name, prefix, settingsOf(settings, product), { ...on, groupId: groups[product].groupId });
  return { identity: create("identity", "is"), apiManager: create("apiManager", "apim") };
}
