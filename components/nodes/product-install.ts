import type { ContentPlan } from "../content-sync/content-plan";
import type { PublishedJar } from "../database/drivers";
import type { SchemaPlan } from "../database/schema-plan";

/** A file below the product's home that is written whole. */
export interface ProductFile {
  readonly path: string;
  readonly content: string;
}

/** Changes to an XML file that the distribution ships. */
export interface XmlEdit {
  readonly path: string;
  readonly set: readonly XmlSetting[];
  /** @default none */
  readonly lists?: readonly XmlList[];
}

/** Elements of one name below another: exactly these, in the place of those that the file ships. */
export interface XmlList {
  /** What they stand below; made where it is missing, as in `XmlSetting`. */
  readonly xpath: string;
  readonly below: string;
  readonly element: string;
  /** Of each: its children by name, with their text. */
  readonly items: readonly Readonly<Record<string, string>>[];
}

/** A value for an element or an attribute of an XML file. */
export interface XmlSetting {
  readonly xpath: string;
  readonly value: string;
  /** Beginning of `xpath`: what is missing below this element is made. @default what is missing is an error */
  readonly below?: string;
  /** Siblings that a new element stands behind. @default it is the last one */
  readonly after?: readonly string[];
}

export interface KeystorePlan {
  /** Below the product's home. */
  readonly path: string;
  readonly type: "PKCS12" | "JKS";
  readonly alias: string;
  readonly password: string;
  readonly certificatePem: string;
  readonly privateKeyPem: string;
  readonly caPem: string;
}

export interface TruststorePlan {
  readonly path: string;
  readonly type: "PKCS12" | "JKS";
  readonly password: string;
  /** Added beside what the distribution trusts, by alias. */
  readonly certificates: Readonly<Record<string, string>>;
  /** Begins with the public certificate authorities that the node's Java trusts. @default it does not */
  readonly publicCas?: boolean;
}

/** A WSO2 product from its staged distribution, run by a unit that the roll writes. */
export interface ProductInstall {
  /** systemd unit, `wso2-integrator.service`, and its text. */
  readonly unit: string;
  readonly unitText: string;
  /** Home of this version, `/opt/wso2/wso2mi-4.4.0`. */
  readonly home: string;
  /** Symlink that the unit uses, `/opt/wso2/integrator`. */
  readonly homeLink: string;
  readonly owner: string;
  readonly files: readonly ProductFile[];
  readonly xmlEdits: readonly XmlEdit[];
  readonly keystore: KeystorePlan;
  /** With the key that all nodes have in common. @default none */
  readonly sharedKeystore?: KeystorePlan;
  readonly truststore: TruststorePlan;
  /** Jars that are put below the home: JDBC drivers. @default none */
  readonly libraries?: readonly Library[];
  /** Keeps folders the same on all nodes. @default each node has its own */
  readonly content?: ContentPlan;
  /** Databases whose tables must be there before it starts. @default none */
  readonly schemas?: readonly SchemaPlan[];
  /**
   * A file of `files` whose passwords, in brackets under `[secrets]`, WSO2's cipher tool encrypts with the key of
   * `keystore`; what it was before never is below the home. @default none
   */
  readonly encrypts?: string;
}

/** A jar that is no part of the distribution. */
export interface Library extends PublishedJar {
  /** Below the product's home. */
  readonly path: string;
}
