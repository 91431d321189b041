import {
  address,
  list,
  matching,
  name,
  oneOf,
  port,
  relativePath,
  seconds,
  shape,
  text,
} from "../remote/plan-shape";
import type { ContentPeer, ContentPlan, RsyncPlan } from "./content-plan";

/** What a node's content sync must look like. */
export const contentPlan = shape<ContentPlan>({
  service: matching("a name of small letters", /^[a-z0-9-]+$/),
  node: name,
  folders: list(relativePath),
  rsync: shape<RsyncPlan>({
    writer: name,
    peers: list(shape<ContentPeer>({ name, address, port })),
    port,
    watch: oneOf("inotify", "timer"),
    intervalSec: seconds,
    settleSec: seconds,
    maxLagSec: seconds,
    readerKey: text,
    readerPublicKey: text,
    sourceKey: text,
    sourcePublicKey: text,
  }),
});
