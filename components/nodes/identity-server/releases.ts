import { releaseOf } from "../release-of";
/** What differs between the releases of Identity Server. */
export interface IdentityServerRelease {
  /** The kernel that it is built on. Source: `pom.xml` of each tag of wso2/product-is. */
  readonly kernel: string;
  /** The newest Java that its kernel's `wso2server.sh` takes without a warning. */
  readonly newestJava: number;
  /**
   * How the kernel's AWS membership scheme spells its parameters; another spelling is ignored in silence. Source:
   * `AWSBasedMembershipScheme.java` of each kernel.
   */
  readonly awsNames: AwsNames;
  /** Whether the distribution ships one `encryption.key` for everybody (`default.json`), since 5.11. */
  readonly shipsEncryptionKey: boolean;
  /** How it tells API Manager of revoked tokens: by jars of wso2is-extensions, or it is a third-party key manager. */
  readonly keyManager: "none" | "extension" | "third-party";
}

export interface AwsNames {
  readonly tagKey: string;
  readonly tagValue: string;
  readonly securityGroup: string;
  readonly iamRole: string;
}

const camel: AwsNames = {
  tagKey: "tagKey",
  tagValue: "tagValue",
  securityGroup: "securityGroup",
  iamRole: "iamRole",
};
const kebab: AwsNames = {
  tagKey: "tag-key",
  tagValue: "tag-value",
  securityGroup: "security-group-name",
  iamRole: "iam-role",
};
const old = { newestJava: 11, awsNames: camel } as const;
const middle = {
  newestJava: 17,
  awsNames: kebab,
  shipsEncryptionKey: true,
  keyManager: "extension",
} as const;
const today = { awsNames: camel, shipsEncryptionKey: true, keyManager: "third-party" } as const;

const releases: Readonly<Record<string, IdentityServerRelease>> = {
  "5.10": { kernel: "4.6.0", ...old, shipsEncryptionKey: false, keyManager: "none" },
  "5.11": { kernel: "4.6.1", ...old, shipsEncryptionKey: true, keyManager: "extension" },
  "6.0": { kernel: "4.7.1", ...middle },
  "6.1": { kernel: "4.9.0", ...middle },
  "7.0": { kernel: "4.10.9", newestJava: 17, ...today },
  "7.1": { kernel: "4.10.42", newestJava: 21, ...today },
};

/** The releases that are known, oldest first. */
export const identityServerReleases = Object.keys(releases);

/** Undefined for a version that is not known. */
export function findIdentityServerRelease(version: string): IdentityServerRelease | undefined {
  return releases[releaseOf(version)];
}
