import type { DatabaseLogin } from "../database/plan-access";
import type { KeystorePlan, ProductFile, TruststorePlan, XmlEdit } from "./product-install";
import type { HttpReadiness, Readiness } from "./service-plan";

/** What a product needs to know of the node that it runs on. */
export interface NodeFacts {
  /** The node's key. */
  readonly key: string;
  /** The name in its certificate, by which everything inside calls it. */
  readonly serviceName: string;
  /** Its own address, which stays when its machine is replaced. @default not told */
  readonly address?: string;
  /** Addresses of the balancers that it tells of itself. @default not told */
  readonly balancers?: readonly string[];
  /** Addresses of all nodes of its group, in the order of their keys. @default not told */
  readonly members?: readonly string[];
  /** What a product makes secrets of that all nodes have in common: of their common key. Secret. @default not told */
  readonly sharedSecret?: string;
  /** Addresses of other groups' nodes, by what they are to it: `trafficManagers`. @default not told */
  readonly peers?: Readonly<Record<string, readonly string[]>>;
}

/** A product of one version as plain values: where things are, how it starts, when it can serve. */
export interface Product {
  readonly name: string;
  readonly version: string;
  /** Folder in the distribution: `wso2mi-4.4.0`. */
  readonly folder: string;
  /** Where WSO2 publishes it. */
  readonly publishedAt: string;
  /** Below the home: `bin/micro-integrator.sh`. */
  readonly script: string;
  /** What it is called on the machine: `wso2-carbon.service` of `carbon`. @default integrator */
  readonly service?: string;
  /** Whether a person signs in to it, with a password that is made for it. @default no */
  readonly hasAdministrator?: boolean;
  /**
   * Its pages call the server as `localhost` and verify the name: portals of API Manager, login pages of Identity Server.
   * So a node's certificate has that name too. This says where an operator gives them another one. @default they don't
   */
  readonly callsItself?: string;
  /** The newest Java that its script lets it start on. @default not known */
  readonly newestJava?: number;
  /** Added to the JVM's arguments, before the operator's. @default nothing */
  readonly javaOpts?: string;
  /** Of the JVM's memory, for the script's `JVM_MEM_OPTS`. @default the script's own */
  readonly memoryOptions?: string;
  /** The port that HAProxy sends traffic to, TLS. */
  readonly trafficPort: number;
  /** Everything else that must be closed once it has stopped. */
  readonly otherPorts: readonly number[];
  /** Ports that the nodes of a group have open to each other. @default none */
  readonly peerPorts?: readonly number[];
  readonly logPath: string;
  /** What the log must have said as well before it is ready: part of a line each. @default nothing */
  readonly logSays?: readonly string[];
  /**
   * No page of its own says that it is ready: its port for traffic is open, and the log has said `logSays`.
   * @default no: `readiness` is asked
   */
  readonly portAlone?: boolean;
  /** Whether it takes ports below 1024 although it is not root. @default no */
  readonly lowPorts?: boolean;
  readonly keystore: Pick<KeystorePlan, "path" | "type" | "alias">;
  /**
   * A second key store, with the key that all nodes have in common.
   * @default none: `keystore` is all that it has
   */
  readonly sharedKeystore?: Pick<KeystorePlan, "path" | "type" | "alias"> & {
    /** Name of its certificate in the trust store, where the product looks for it. */
    readonly trustedAs: string;
  };
  readonly truststore: Pick<TruststorePlan, "path" | "type">;
  /**
   * Pages that must answer and ports that must be open, too, before it counts as ready: what else one node carries.
   * @default `readiness` says it all
   */
  readonly alsoReady?: (serviceName: string) => readonly Readiness[];
  /** Below the home: where a JDBC driver goes. @default it keeps nothing in a database */
  readonly driverFolder?: string;
  /**
   * Scripts of the release that make the tables of each database, by WSO2's name of it; `{engine}` is WSO2's word for
   * the engine. @default it has none
   */
  readonly tableScripts?: Readonly<Record<string, readonly string[]>>;
  /** Whether it can't do without the databases of the workload, whose names `tableScripts` has. @default no */
  readonly needsDatabases?: boolean;
  /**
   * A file of `files` whose passwords WSO2's cipher tool encrypts on the node, with the key of `keystore`; and where the
   * tool's jar is, when it is not to come from Maven Central. @default none
   */
  readonly encrypts?: { readonly path: string; readonly jarFolder?: string };
  /** Below the home: what nodes must have in common where it is kept in files. @default not known */
  readonly commonFolders?: readonly string[];
  /** By folder, why it is not to be common in this version. @default none */
  readonly notCommon?: Readonly<Record<string, string>>;
  /** Why nodes need no folder in common. @default they may */
  readonly needsNoContent?: string;
  /** The page that says that a node can serve. `serviceName` is the name in the nodes' certificates. */
  readiness(serviceName: string): HttpReadiness;
  /** What is written below its home, passwords included. */
  files(node: NodeFacts, passwords: StorePasswords): ProductFile[];
  /** What is set in its XML files, which the release ships. */
  xmlEdits(node: NodeFacts, passwords: StorePasswords): XmlEdit[];
}

/** Passwords of a product's key stores, of its administrator, and its logins at databases. */
export interface StorePasswords {
  readonly keystore: string;
  readonly truststore: string;
  /** Of a server's administrator. @default the product has none */
  readonly admin?: string;
  /** Of the account that it has with its key manager: API Manager with an Identity Server. @default its administrator's */
  readonly keyManager?: string;
  /** Of the account that it has with API Manager, whose key manager it is. @default its administrator's */
  readonly apiManager?: string;
  /** By WSO2's name, `shared_db`. @default none; what the settings of the product say */
  readonly databases?: Readonly<Record<string, DatabaseLogin>>;
}
