import { type ContentProduct, findFolders } from "./check-content";
import { defaultContentPort } from "./content-paths";
import type { ContentPlan, RsyncPlan } from "./content-plan";
import type { ContentSyncSettings } from "./content-settings";

export type ContentKeys = Pick<RsyncPlan, "readerKey" | "readerPublicKey" | "sourceKey" | "sourcePublicKey">;

/** Everything that decides how one node keeps its content. */
export interface ContentFacts {
  readonly product: ContentProduct;
  readonly settings: ContentSyncSettings;
  readonly node: string;
  /** Of all nodes, by key. */
  readonly addresses: Readonly<Record<string, string>>;
  readonly keys: ContentKeys;
}

/** Decides how one node keeps its content. */
export function planContent({ product, settings, node, addresses, keys }: ContentFacts): ContentPlan {
  const {
    port = defaultContentPort,
    watch = "inotify",
    intervalSec = 10,
    settleSec = 2,
    maxLagSec = 120,
  } = settings;
  const peers = Object.entries(addresses).filter(([key]) => key !== node);
  return {
    service: product.service ?? "integrator",
    node,
    folders: findFolders(product, settings),
    rsync: {
      writer: settings.writer ?? Object.keys(addresses)[0] ?? node,
      peers: peers.map(([name, address]) => ({ name, address, port })),
      ...{ port, watch, intervalSec, settleSec, maxLagSec },
      ...keys,
    },
  };
}
