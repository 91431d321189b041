import {
  address,
  flag,
  list,
  matching,
  name,
  oneOf,
  optional,
  PlanError,
  port,
  relativePath,
  type Shape,
  seconds,
  shape,
  text,
} from "../remote/plan-shape";
import type { ContentPeer, ContentPlan, NfsPlan, RsyncPlan } from "./content-plan";

const rsync = shape<RsyncPlan>({
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
});

const exported = matching("an absolute path of letters, digits and . _ - /", /^\/[A-Za-z0-9._/-]*$/);
const nfs = shape<NfsPlan>({ server: address, path: exported, efs: optional(flag) });

const parts = shape<ContentPlan>({
  service: matching("a name of small letters", /^[a-z0-9-]+$/),
  node: name,
  folders: list(relativePath),
  rsync: optional(rsync),
  nfs: optional(nfs),
});

/** What a node's content sync must look like. */
export const contentPlan: Shape<ContentPlan> = (value, at) => {
  const plan = parts(value, at);
  if ((plan.rsync === undefined) === (plan.nfs === undefined)) {
    throw new PlanError(at, "one of rsync and nfs", value);
  }
  return plan;
};
