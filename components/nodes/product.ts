import type { KeystorePlan, ProductFile, TruststorePlan, XmlEdit } from "./product-install";
import type { HttpReadiness } from "./service-plan";

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
  /** The newest Java that its script lets it start on. @default not known */
  readonly newestJava?: number;
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
  readonly truststore: Pick<TruststorePlan, "path" | "type">;
  /** The page that says that a node can serve. `serviceName` is the name in the nodes' certificates. */
  readiness(serviceName: string): HttpReadiness;
  /** What is written below its home, passwords included. */
  files(node: NodeFacts, passwords: StorePasswords): ProductFile[];
  /** What is set in its XML files, which the release ships. */
  xmlEdits(node: NodeFacts, passwords: StorePasswords): XmlEdit[];
}

/** Passwords of a product's key stores, and of its administrator. */
export interface StorePasswords {
  readonly keystore: string;
  readonly truststore: string;
  /** Of a server's administrator. @default the product has none */
  readonly admin?: string;
}
