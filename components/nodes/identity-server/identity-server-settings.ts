import type { CarbonSettings, SharedDatabase } from "../carbon/carbon-settings";

/** Databases that all nodes share. */
export interface IdentityServerDatabases {
  /** Applications, sessions, tokens, consents. */
  readonly identity_db: SharedDatabase;
  /** Users, permissions, the registry. */
  readonly shared_db: SharedDatabase;
}

/** How nodes find each other: by their addresses. */
export interface WkaClustering {
  readonly scheme: "wka";
  /** Nodes of one name form one cluster. */
  readonly domain: string;
}

/** How nodes find each other: by a tag of their instances, or a security group; nodes need the right to describe them. */
export interface AwsClustering {
  readonly scheme: "aws";
  /** Nodes of one name form one cluster. */
  readonly domain: string;
  readonly region: string;
  /** Instances with this tag are members. @default no tag is asked for */
  readonly tag?: { readonly key: string; readonly value: string };
  /** Name of a security group that all members have. @default no group is asked for */
  readonly securityGroup?: string;
  /** Role that gives the right; secrets in a file are not offered. @default the instance's own */
  readonly iamRole?: string;
}

/** API Manager's key manager events: each revoked token is told to it. */
export interface KeyManagerEvents {
  /** Address of API Manager's balancer: `https://api.example.com:443`, without a path. */
  readonly apiManagerUrl: string;
  /** Who signs in there; the password is `apiManager` of the passwords. @default the administrator of Identity Server */
  readonly username?: string;
}

/** What an operator decides of Identity Server 5.10 to 7.1; the rest follows from the node and its version. */
export interface IdentityServerSettings extends Omit<CarbonSettings, "clustering" | "databases"> {
  /**
   * The shared databases. Without them each node keeps H2 files of its own: one node for a rehearsal.
   * @default none, which is refused for more than one node unless `apart` is set
   */
  readonly databases?: IdentityServerDatabases;
  /** Takes several nodes without shared databases: a login on one is not known to the others. @default false */
  readonly apart?: boolean;
  /** The workload brings the databases, by its own `databases`: those of a `Database`. @default false */
  readonly databasesOfWorkload?: boolean;
  /** Caches that tell each other what is no longer valid. @default none */
  readonly clustering?: WkaClustering | AwsClustering;
  /** Set where it is API Manager's key manager. @default it isn't */
  readonly keyManagerOf?: KeyManagerEvents;
  /** Keys of deployment.toml that an update of yours brings and this library does not know. @default none */
  readonly newKeys?: readonly string[];
}
