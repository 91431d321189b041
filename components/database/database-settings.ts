import type { DatabaseEngine } from "./engines";

/** What of a database is known before anything is made: plain values. */
export interface DatabaseSettings {
  readonly engine: DatabaseEngine;
  readonly version?: string;
  readonly instanceClass?: string;
  readonly multiAz?: boolean;
  readonly subnetCount: number;
  readonly storageGiB?: number;
  readonly maxStorageGiB?: number;
  readonly databaseName?: string;
  readonly username?: string;
  readonly passwordGeneration?: number;
  readonly backupDays?: number;
  readonly backupWindow?: string;
  readonly maintenanceWindow?: string;
  readonly deletionProtection?: boolean;
  readonly caPem: string;
}
