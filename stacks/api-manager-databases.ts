import { checkFurtherDatabase, type DatabaseEngine, type Problem } from "../components";
import type { ApiManagerSettings } from "./api-manager-settings";
import { checkDatabaseSettings } from "./database-settings";

/**
 * The databases of a platform on one machine, by product and WSO2's name. Each product has a `shared_db` of its own:
 * both have an administrator in it, with a password of its own. And `apim_db` and `identity_db` have tables of the same
 * names.
 */
export function planPlatformDatabases(base: string) {
  return {
    apiManager: { apim_db: `${base}_apim`, shared_db: `${base}_apim_shared` },
    identity: { identity_db: `${base}_identity`, shared_db: `${base}_identity_shared` },
  };
}

/** What is wrong with the database of a platform, by the keys that the user wrote. */
export function checkPlatformDatabase(
  settings: ApiManagerSettings,
  stack: string,
  subnetCount: number,
): Problem[] {
  const { database, apart } = settings;
  if (!database) return [];
  const own = checkDatabaseSettings(settings, stack, subnetCount);
  if (own.length > 0) return own;
  const names = Object.values(planPlatformDatabases(database.databaseName ?? "wso2")).flatMap((each) =>
    Object.values(each),
  );
  const further = names.flatMap((name) => checkFurtherDatabase(database.engine as DatabaseEngine, name));
  return [
    ...further.map(({ propertyPath, reason }) => ({ propertyPath: `database.${propertyPath}`, reason })),
    ...(["databases", "identityDatabases"] as const)
      .filter((key) => settings[key] !== undefined)
      .map((key) => ({
        propertyPath: key,
        reason: "is set, and so is wso2:database; the nodes keep their tables in one of them",
      })),
    ...(apart
      ? [{ propertyPath: "apart", reason: "is true, but wso2:database gives the nodes databases to share" }]
      : []),
  ];
}
