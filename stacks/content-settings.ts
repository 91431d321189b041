import { z } from "zod";
import { type ContentSyncSettings, checkBackup, type NfsShare, type Problem } from "../components";

/** What is wrong with the values, the component says. */
export const contentSetting = z
  .strictObject({
    by: z.enum(["rsync", "efs", "nfs"]).optional(),
    folders: z.array(z.string()).optional(),
    ...{ server: z.string().optional(), path: z.string().optional() },
    writer: z.string().optional(),
    watch: z.enum(["inotify", "timer"]).optional(),
    ...{ intervalSec: z.number().optional(), settleSec: z.number().optional() },
    ...{ maxLagSec: z.number().optional(), port: z.number().optional() },
  })
  .optional();

export type ContentSetting = NonNullable<z.infer<typeof contentSetting>>;

const backup = z.strictObject({
  schedule: z.string().optional(),
  keepDays: z.number().optional(),
  copyToRegion: z.string().optional(),
  copyKeepDays: z.number().optional(),
  topicArn: z.string().optional(),
});

export const backupSettings = {
  backup: backup
    .optional()
    .describe(
      "Backups by AWS Backup of the shared file system and of the database on RDS: `{keepDays?, schedule?, copyToRegion?, copyKeepDays?, topicArn?}`. Without it AWS keeps those of the file system for 35 days, and RDS its own. See [Backups](../backups.md).",
    ),
};

interface Settings {
  readonly contentSync?: ContentSetting | undefined;
  readonly identityContentSync?: ContentSetting | undefined;
  readonly backup?: z.infer<typeof backup> | undefined;
  readonly database?: unknown;
}

/** Whether a product of the stack has its content on a file system of EFS. */
export const usesEfs = ({ contentSync, identityContentSync }: Settings): boolean =>
  [contentSync, identityContentSync].some((each) => each?.by === "efs");

/** Settings as the component has them. @param efs The stack's file system. */
export function planContentSetting(
  { by = "rsync", server = "", path, ...settings }: ContentSetting,
  efs: NfsShare | undefined,
): ContentSyncSettings & { readonly share?: NfsShare } {
  if (by === "rsync") return settings;
  if (by === "nfs") return { ...settings, share: { server, ...(path === undefined ? {} : { path }) } };
  if (!efs) throw new Error("content on EFS, and no file system");
  return { ...settings, share: efs };
}

/** What is wrong beside what the component says. @param key Of the setting. */
export function checkContentSetting(key: string, { by = "rsync", server, path }: ContentSetting): Problem[] {
  const place = Object.entries({ server, path }).flatMap(([name, value]) =>
    value === undefined || by === "nfs"
      ? []
      : [
          {
            propertyPath: `${key}.${name}`,
            reason: `is of a server of yours: set ${key}.by to nfs, or leave it out`,
          },
        ],
  );
  if (by !== "nfs" || server !== undefined) return place;
  const reason = "is needed with by: nfs; the name or the address of the server that exports to the nodes";
  return [...place, { propertyPath: `${key}.server`, reason }];
}

/** What is wrong with the setting of backups. */
export function checkBackupSetting(settings: Settings): Problem[] {
  const { backup: wanted, database } = settings;
  if (!wanted) return [];
  const nothing = {
    propertyPath: "backup",
    reason:
      "is set, and the stack has neither a database of RDS (database) nor a file system (contentSync.by: efs): there is nothing to back up",
  };
  return [
    ...(database === undefined && !usesEfs(settings) ? [nothing] : []),
    ...checkBackup(wanted).map(({ propertyPath, reason }) => ({
      propertyPath: `backup.${propertyPath}`,
      reason,
    })),
  ];
}
