import type * as pulumi from "@pulumi/pulumi";
import type { ContentWatch } from "./content-plan";

/** A file system that all nodes mount by NFS 4.1, in the place of rsync. */
export interface NfsShare {
  /** Name or address of the server: `nfs.example.com`. It exports to the nodes for writing. */
  readonly server: pulumi.Input<string>;
  /** What it exports; the content lies in a folder of it, by the product's name. @default / */
  readonly path?: string;
  /**
   * Amazon's: TLS, and the mount options that AWS recommends. A `SharedFileSystem` says it of itself.
   * @default false: a server of your own, without TLS
   */
  readonly efs?: boolean;
}

/** How the content of a product's nodes is kept the same by one writer. */
export interface ContentSyncSettings {
  /**
   * Key of the node whose folders the others fetch: what is made on another node stays on that node. A change rolls
   * the nodes; two never write at one time, as far as they reach each other. @default the first node
   */
  readonly writer?: string;
  /** Below the product's home. @default what the product's release says */
  readonly folders?: readonly string[];
  /**
   * How nodes come to know of a change: `inotify`, at once, by the writer's kernel; or `timer`, every `intervalSec`.
   * @default inotify
   */
  readonly watch?: ContentWatch;
  /** Longest time between two looks at the writer, in seconds. @default 10 */
  readonly intervalSec?: number;
  /** A file is taken once it has stood unchanged for so long, in seconds: a part of it is never seen. @default 2 */
  readonly settleSec?: number;
  /** Content that is older fails the unit `wso2-<product>-content-lag.service`, in seconds. @default 120 */
  readonly maxLagSec?: number;
  /** Port of the nodes, open among themselves, on which they give their content. @default 8731 */
  readonly port?: number;
}
