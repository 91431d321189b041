import type { OutRecord } from "../../rolling/membership/out-record";
import type { ServerStateRow } from "../server-state";

/** What a peer knows of the servers. */
export interface PeerFacts {
  readonly rows: readonly ServerStateRow[];
  /** Servers that have been in service once, as `backend/server`. */
  readonly joined: ReadonlySet<string>;
  /** Why servers are out, as `backend/server`. */
  readonly records: ReadonlyMap<string, OutRecord>;
}
