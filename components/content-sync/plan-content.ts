import { type ContentProduct, findFolders } from "./check-content";
import { defaultContentPort } from "./content-paths";
import type { ContentPlan, NfsPlan, RsyncPlan } from "./content-plan";
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

/** The same where all nodes mount one file system. */
export interface SharedFacts extends Pick<ContentFacts, "product" | "settings" | "node"> {
  readonly nfs: NfsPlan;
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
    ...planFolders({ product, settings, node }),
    rsync: {
      writer: settings.writer ?? Object.keys(addresses)[0] ?? node,
      peers: peers.map(([name, address]) => ({ name, address, port })),
      ...{ port, watch, intervalSec, settleSec, maxLagSec },
      ...keys,
    },
  };
}

/** The same on a file system that all nodes mount. */
export function planSharedContent({ nfs, ...facts }: SharedFacts): ContentPlan {
  return { ...planFolders(facts), nfs };
}

function planFolders({ product, settings, node }: Omit<SharedFacts, "nfs">) {
  return { service: product.service ?? "integrator", node, folders: findFolders(product, settings) };
}
