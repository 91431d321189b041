import type { MachineIdentity, Network, SshAccess, TierSecurityGroup } from "../components";
import type { ApiManagerSettings } from "./api-manager-settings";
import { createNodes } from "./create-nodes";
import { namesOf, type OfEach, ofEach, ofPart, settingsOf } from "./platform-parts";

/** The identities of all parts' nodes, by key: `is1`, `apim1`. */
export function createPlatformNodes(
  name: string,
  settings: ApiManagerSettings,
  groups: OfEach<TierSecurityGroup>,
  on: { readonly network: Network; readonly access: SshAccess },
): OfEach<Record<string, MachineIdentity>> {
  return ofEach(settings, (part) => {
    const { groupId } = ofPart(groups, part);
    return createNodes(name, namesOf(settings, part).prefix, settingsOf(settings, part), { ...on, groupId });
  });
}
