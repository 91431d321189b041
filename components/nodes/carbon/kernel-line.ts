/**
 * What differs between the lines of WSO2's Carbon kernel, as their distributions are: the server under API
 * Manager, Identity Server and Enterprise Integrator.
 * Source: `bin/wso2server.sh`, `repository/conf/deployment.toml` and `repository/components/plugins` of
 * `org.wso2.carbon:wso2carbon-core` 4.5.1, 4.6.3-m4, 4.7.1, 4.8.1, 4.9.1-m1, 4.10.2 and 4.10.32.
 */
export interface KernelLine {
  /** Type of the key and trust stores that it ships. */
  readonly storeType: "JKS" | "PKCS12";
  /** Ending of the shipped stores' names. */
  readonly storeEnding: "jks" | "p12";
  /** Whether it brings Hazelcast; without it, `[clustering]` names a class that is not there. */
  readonly hasHazelcast: boolean;
  /** WSO2's word for users in a database; the oldest line refuses the one of today. */
  readonly userStore: "database" | "database_unique_id";
  /** Whether its newer kernels let nobody sign in for two minutes once a database has failed. @default no */
  readonly hasCircuitBreaker?: true;
  /** Whether it was seen to start and to sign in with passwords that the cipher tool has encrypted. @default no */
  readonly takesEncrypted?: true;
}

const jks = { storeType: "JKS", storeEnding: "jks", userStore: "database_unique_id" } as const;
const pkcs12 = { ...jks, storeType: "PKCS12", storeEnding: "p12" } as const;

const lines: Readonly<Record<string, KernelLine>> = {
  "4.5": { ...jks, hasHazelcast: true, userStore: "database" },
  "4.6": { ...jks, hasHazelcast: true },
  "4.7": { ...jks, hasHazelcast: true },
  "4.8": { ...jks, hasHazelcast: false },
  "4.9": { ...jks, hasHazelcast: true },
  "4.10": { ...pkcs12, hasHazelcast: false, hasCircuitBreaker: true, takesEncrypted: true },
};

/** The lines that are known, oldest first. */
export const kernelLines = Object.keys(lines);

/** The line of a kernel's version: `4.10` of 4.10.32. Undefined for one that is not known. */
export function findKernelLine(version: string): KernelLine | undefined {
  const [, line = ""] = /^(\d+\.\d+)\.\d+([.-][0-9A-Za-z]+)*$/.exec(version) ?? [];
  return lines[line];
}
