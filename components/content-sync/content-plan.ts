/** What keeps folders of a product's home the same on all nodes, on one node. */
export interface ContentPlan {
  /** What the product is called on the machine, `identity-server`. */
  readonly service: string;
  /** The node's key. */
  readonly node: string;
  /** Below the product's home. */
  readonly folders: readonly string[];
  /** How they come to be the same; exactly one of this and `nfs`. */
  readonly rsync?: RsyncPlan;
  /** They lie on a file system that all nodes mount. */
  readonly nfs?: NfsPlan;
}

/** A file system that all nodes mount. */
export interface NfsPlan {
  /** Name or address. */
  readonly server: string;
  /** What of it is mounted. */
  readonly path: string;
  /** EFS: with the options that AWS recommends, and by TLS. @default a server of one's own, without TLS */
  readonly efs?: boolean;
}

/** One writer, whose folders all others fetch. */
export interface RsyncPlan {
  /** Key of the node that writes. */
  readonly writer: string;
  /** The other nodes; of a node that is not the writer, the writer alone. */
  readonly peers: readonly ContentPeer[];
  /** On which this node gives its content to the others. */
  readonly port: number;
  /** How the others come to know of a change: the kernel tells the writer, or they ask in turns. */
  readonly watch: ContentWatch;
  /** Longest time between two looks at the writer. */
  readonly intervalSec: number;
  /** A file is taken once it has stood unchanged for so long. */
  readonly settleSec: number;
  /** Older content than this is a failure of a unit. */
  readonly maxLagSec: number;
  /** With which nodes ask each other, in OpenSSH's form; a secret. */
  readonly readerKey: string;
  readonly readerPublicKey: string;
  /** By which nodes know each other, in OpenSSH's form; a secret. */
  readonly sourceKey: string;
  readonly sourcePublicKey: string;
}

/** How nodes come to know of a change: by the writer's kernel, or by asking every while. */
export type ContentWatch = "inotify" | "timer";

/** Another node, where it gives its content. */
export interface ContentPeer {
  readonly name: string;
  readonly address: string;
  readonly port: number;
}
