import { readCertificate, splitPem } from "../certificates/certificate-files";
import { type Problem, Problems } from "../validation/problems";
import type { DatabaseSettings } from "./database-settings";
import { type DatabaseEngine, engines } from "./engines";

/** Names that the engines keep for themselves. */
const reservedUsers =
  /^(rds.*|aws.*|admin|administrator|root|sa|sys|system|sysman|dbsnmp|outln|guest|public|user|postgres|pg_.*|mysql\..*|mariadb\.sys)$/i;
const reservedDatabases =
  /^(mysql|sys|information_schema|performance_schema|postgres|template[01]|rdsadmin|master|model|msdb|tempdb)$/i;

/** The name of a machine's class: its family, generation, what is special of it, its size. */
const classPattern = /^db\.(serverless|([a-z]+)(\d+)([a-z]*)\.([a-z0-9]+(?:\.[a-z0-9]+)*))$/;

/** What is wrong with a database before anything of it is made: all of it. */
export function checkDatabase(name: string, settings: DatabaseSettings): Problem[] {
  const problems = new Problems();
  const facts = engines[settings.engine as DatabaseEngine];
  problems.require(
    /^[a-z](?!.*--)[a-z0-9-]{0,50}$/.test(name) && !name.endsWith("-"),
    "name",
    `got ${JSON.stringify(name)}; RDS takes up to 51 lower-case letters, digits and single hyphens here, a letter first and no hyphen last`,
  );
  if (!facts) {
    const known = Object.keys(engines).join(", ");
    problems.require(false, "engine", `got ${JSON.stringify(settings.engine)}; one of ${known} is needed`);
    return problems.list;
  }
  const { version = facts.version, username = "wso2", databaseName } = settings;
  problems.require(
    facts.versionPattern.test(version),
    "version",
    `got ${JSON.stringify(version)}; a version of ${settings.engine} such as ${facts.version} is needed`,
  );
  problems.require(
    new RegExp(`^[A-Za-z][A-Za-z0-9_]{0,${facts.longestUsername - 1}}$`).test(username) &&
      !reservedUsers.test(username),
    "username",
    `got ${JSON.stringify(username)}; up to ${facts.longestUsername} letters, digits and _ are needed, a letter first, and no name that ${settings.engine} or RDS keeps for itself`,
  );
  checkDatabaseName(problems, settings.engine, databaseName);
  problems.list.push(...checkMachine(settings), ...checkStorage(settings), ...checkKeeping(settings));
  return problems.list;
}

function checkDatabaseName(problems: Problems, engine: DatabaseEngine, name: string | undefined): void {
  const longest = engines[engine].longestDatabaseName ?? 63;
  problems.require(
    name === undefined ||
      (new RegExp(`^[A-Za-z][A-Za-z0-9_]{0,${longest - 1}}$`).test(name) && !reservedDatabases.test(name)),
    "databaseName",
    `got ${JSON.stringify(name)}; up to ${longest} letters, digits and _ are needed for ${engine}, a letter first, and no name that it keeps for itself`,
  );
}

/** What is wrong with a further database beside the one that RDS makes. */
export function checkFurtherDatabase(engine: DatabaseEngine, databaseName: string): Problem[] {
  const problems = new Problems();
  const { type } = engines[engine];
  problems.require(
    type !== "oracle",
    "engine",
    `is ${engine}, whose instances have one database each; take another engine, or a Database for each`,
  );
  if (type !== "oracle") checkDatabaseName(problems, engine, databaseName);
  return problems.list;
}

function checkMachine({ engine, instanceClass, multiAz = true, subnetCount }: DatabaseSettings): Problem[] {
  const problems = new Problems();
  const facts = engines[engine];
  const wanted = instanceClass ?? facts.defaultClass;
  const [whole, , family = "", , special = "", size = ""] = classPattern.exec(wanted) ?? [];
  problems.require(
    whole !== undefined,
    "instanceClass",
    `got ${JSON.stringify(wanted)}; a class of RDS such as ${facts.defaultClass} is needed`,
  );
  problems.require(
    facts.graviton || !special.startsWith("g"),
    "instanceClass",
    `got ${wanted}, a machine of Amazon's own processors, on which ${engine} does not run; take one such as ${facts.defaultClass}`,
  );
  problems.require(
    !facts.cluster || whole === undefined || wanted === "db.serverless" || ["r", "t", "x"].includes(family),
    "instanceClass",
    `got ${wanted}; Aurora has db.serverless and classes of the families r, t and x, such as ${facts.defaultClass}`,
  );
  problems.require(
    facts.cluster || wanted !== "db.serverless",
    "instanceClass",
    `got db.serverless, which Aurora alone has; take one such as ${facts.defaultClass}`,
  );
  problems.require(
    !/^sqlserver-[se]e$/.test(engine) || !/^(nano|micro|small|medium)$/.test(size),
    "instanceClass",
    `got ${wanted}, too small for ${engine}; take one such as ${facts.defaultClass}`,
  );
  problems.require(!multiAz || facts.noStandby === undefined, "multiAz", `is true, but ${facts.noStandby}`);
  problems.require(
    subnetCount >= 2,
    "subnetIds",
    `got ${subnetCount}; RDS needs subnets in two availability zones at least, also without a standby`,
  );
  return problems.list;
}

function checkStorage({ engine, storageGiB, maxStorageGiB }: DatabaseSettings): Problem[] {
  const problems = new Problems();
  const facts = engines[engine];
  if (facts.cluster) {
    const reason = "is set, but Aurora's storage grows by itself; leave it out";
    problems.require(storageGiB === undefined, "storageGiB", reason);
    problems.require(maxStorageGiB === undefined, "maxStorageGiB", reason);
    return problems.list;
  }
  const [from, to] = facts.storageGiB ?? [20, 65_536];
  const { first = 50 } = { first: storageGiB };
  problems.integer(first, "storageGiB", from, to);
  if (maxStorageGiB === undefined) return problems.list;
  // RDS refuses an upper limit that leaves no room for one step of its growth.
  problems.integer(maxStorageGiB, "maxStorageGiB", Math.ceil(first * 1.1), to);
  return problems.list;
}

const window = /^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/;
const weekly = /^(mon|tue|wed|thu|fri|sat|sun):\d\d:\d\d-(mon|tue|wed|thu|fri|sat|sun):\d\d:\d\d$/;

function checkKeeping(settings: DatabaseSettings): Problem[] {
  const problems = new Problems();
  const { backupDays = 14, passwordGeneration = 1, backupWindow, maintenanceWindow } = settings;
  const { engine, deletionProtection = true, multiAz = true } = settings;
  const least = engines[engine].cluster ? 1 : 0;
  problems.integer(backupDays, "backupDays", least, 35);
  problems.require(
    backupDays > 0 || !deletionProtection,
    "backupDays",
    "is 0, so that nothing could be restored; set 1 to 35, or deletionProtection to false where the data is worth nothing",
  );
  problems.require(
    backupDays > 0 || !multiAz || engines[engine].type !== "mssql",
    "backupDays",
    "is 0; a standby of SQL Server needs backups, set 1 to 35",
  );
  problems.integer(passwordGeneration, "passwordGeneration", 1, 1_000);
  problems.require(
    backupWindow === undefined || window.test(backupWindow),
    "backupWindow",
    `got ${JSON.stringify(backupWindow)}; a time of the day in UTC such as 02:00-03:00 is needed`,
  );
  problems.require(
    maintenanceWindow === undefined || weekly.test(maintenanceWindow),
    "maintenanceWindow",
    `got ${JSON.stringify(maintenanceWindow)}; a time of the week in UTC such as sun:03:30-sun:04:30 is needed`,
  );
  const roots = splitPem(settings.caPem);
  const unread = roots.findIndex((root) => readCertificate(root) === undefined);
  problems.require(
    unread < 0,
    "caPem",
    `certificate ${unread + 1} of ${roots.length} can't be read; it is cut off or damaged`,
  );
  problems.require(
    roots.length > 0,
    "caPem",
    "has no certificate; `curl -fO https://truststore.pki.rds.amazonaws.com/<region>/<region>-bundle.pem` fetches those of RDS",
  );
  return problems.list;
}
