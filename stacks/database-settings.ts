import { z } from "zod";
import { checkDatabase, type DatabaseEngine, type Problem } from "../components";

/** Words of RDS. Which of them fit together, `checkDatabase` says. */
const database = z.strictObject({
  engine: z.string(),
  caPem: z.string(),
  version: z.string().optional(),
  instanceClass: z.string().optional(),
  multiAz: z.boolean().optional(),
  storageGiB: z.number().optional(),
  maxStorageGiB: z.number().optional(),
  databaseName: z.string().optional(),
  username: z.string().optional(),
  passwordGeneration: z.number().optional(),
  backupDays: z.number().optional(),
  backupWindow: z.string().optional(),
  maintenanceWindow: z.string().optional(),
  applyImmediately: z.boolean().optional(),
  deletionProtection: z.boolean().optional(),
  finalSnapshot: z.boolean().optional(),
  topicArn: z.string().optional(),
  alarmConnections: z.number().optional(),
  makeTables: z.boolean().optional(),
  jarFolder: z.string().optional(),
});

export const databaseSettings = {
  database: database
    .optional()
    .describe(
      'A database on RDS that all nodes share: `{"engine": "postgres", "caPem": "..."}`, and more as docs/database.md has it. Without it each node has its own H2.',
    ),
};

export interface DatabaseSetting {
  readonly database?: z.infer<typeof database> | undefined;
}

/** RDS's name of a stack's database: lower case alone. */
export function nameDatabase(stack: string): string {
  return `wso2-${stack.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}-database`.replaceAll(/--+/g, "-");
}

/** What is wrong with it, by the keys that the user wrote. */
export function checkDatabaseSettings(
  { database: wanted }: DatabaseSetting,
  stack: string,
  subnetCount: number,
): Problem[] {
  if (!wanted) return [];
  const settings = { ...wanted, engine: wanted.engine as DatabaseEngine, subnetCount };
  return checkDatabase(nameDatabase(stack), settings).map(({ propertyPath, reason }) => ({
    propertyPath: propertyPath === "subnetIds" ? "zoneCount" : `database.${propertyPath}`,
    reason,
  }));
}
