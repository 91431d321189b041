import type { CarbonFacts } from "../carbon/carbon-toml";
import type { ApiManagerSettings } from "./api-manager-settings";
import type { ApiManagerPack } from "./releases";

/** Everything that one node's `deployment.toml` says, resolved. */
export interface ApiManagerFacts extends Omit<CarbonFacts, "settings"> {
  readonly version: string;
  readonly pack: ApiManagerPack;
  readonly settings: ApiManagerSettings;
  /** Addresses of other groups' nodes. */
  readonly peers?: Readonly<Record<string, readonly string[]>>;
  readonly keyManagerPassword?: string;
}
