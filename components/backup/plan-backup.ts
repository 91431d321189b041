import { type Problem, Problems } from "../validation/problems";

/** When backups are made and for how long they are kept. */
export interface BackupSettings {
  /** In AWS's form, UTC: `cron(0 3 * * ? *)`. @default each night at 03:00 */
  schedule?: string;
  /** How long a backup is kept, in days. @default 35 */
  keepDays?: number;
  /** A region that gets a copy of each backup, in a vault that is made there: `eu-west-1`. @default none */
  copyToRegion?: string;
  /** How long a copy is kept, in days. @default `keepDays` */
  copyKeepDays?: number;
}

/** A rule of AWS Backup. */
export interface BackupRule {
  readonly schedule: string;
  readonly keepDays: number;
  /** The longest time until a backup begins, and until it has ended, in minutes. */
  readonly startWithinMin: number;
  readonly endWithinMin: number;
  readonly copy?: { readonly region: string; readonly keepDays: number };
}

export function planBackup(settings: BackupSettings): BackupRule {
  const { schedule = "cron(0 3 * * ? *)", keepDays = 35, copyToRegion, copyKeepDays = keepDays } = settings;
  return {
    ...{ schedule, keepDays, startWithinMin: 60, endWithinMin: 720 },
    ...(copyToRegion === undefined ? {} : { copy: { region: copyToRegion, keepDays: copyKeepDays } }),
  };
}

/** AWS's own word for it: minutes, hours, days, months, days of the week, years. */
const cron = /^cron\((\S+ ){5}\S+\)$/;
const rate = /^rate\([1-9]\d* (hour|hours|day|days)\)$/;
const regionName = /^[a-z]{2}(-[a-z]+)+-\d$/;

/** What is wrong with it. */
export function checkBackup(settings: BackupSettings): Problem[] {
  const problems = new Problems();
  const { schedule, keepDays = 35, copyToRegion, copyKeepDays } = settings;
  if (schedule !== undefined) {
    const isOne = cron.test(schedule) || rate.test(schedule);
    const reason = `got ${JSON.stringify(schedule)}; AWS's form is needed: cron(0 3 * * ? *) or rate(12 hours)`;
    problems.require(isOne, "schedule", reason);
  }
  problems.integer(keepDays, "keepDays", 1, 36_500);
  if (copyToRegion !== undefined) {
    problems.matches(copyToRegion, "copyToRegion", regionName, "a region, such as eu-west-1,");
  }
  if (copyKeepDays !== undefined) {
    problems.integer(copyKeepDays, "copyKeepDays", 1, 36_500);
    problems.require(copyToRegion !== undefined, "copyKeepDays", "is set, and no copyToRegion");
  }
  return problems.list;
}
