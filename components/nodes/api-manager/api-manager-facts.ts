import type { CarbonFacts } from "../carbon/carbon-toml";
import type { ApiManagerSettings } from "./api-manager-settings";
import type { ApiManagerPack } from "./releases";

/** Everything that one node's `deployment.toml` says, resolved. */
export interface ApiManagerFacts extends Omit<CarbonFacts, "settings"> {
  readonly version: string;
  readonly pack: ApiManagerPack;
  readonly settings: ApiManagerSettings;
  /** Name of the key store that all nodes have in common, below `repository/resources/security`. */
  readonly sharedStore: string;
  /** Addresses of other groups' nodes. */
  readonly peers?: Readonly<Record<string, readonly string[]>>;
  readonly keyManagerPassword?: string;
}
