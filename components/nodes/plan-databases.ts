import { splitPem } from "../certificates/certificate-files";
import { antJars } from "../database/ant";
import { drivers, fromFolder } from "../database/drivers";
import { engines } from "../database/engines";
import { nameScript, type SchemaPlan } from "../database/schema-plan";
import type { Product, StorePasswords } from "./product";
import type { Library, ProductInstall } from "./product-install";

type Logins = StorePasswords["databases"];

/**
 * What the databases of a product add to its installation: their drivers, and the tables that must be there.
 * @throws Error for a database that the product has no use for
 */
export function planDatabases(
  product: Pick<Product, "name" | "driverFolder" | "tableScripts">,
  databases: Logins = {},
): Pick<ProductInstall, "libraries" | "schemas"> {
  const { driverFolder, tableScripts = {}, name: productName } = product;
  const entries = Object.entries(databases);
  if (entries.length === 0) return {};
  if (driverFolder === undefined) throw new Error(`databases: ${productName} keeps nothing in a database`);
  const libraries = new Map<string, Library>();
  const schemas: SchemaPlan[] = [];
  for (const [name, login] of entries) {
    const { makeTables = true, jarFolder, engine, ...where } = login;
    const { type } = engines[engine];
    const driver = fromFolder(drivers[type], jarFolder);
    // Without its version: another one takes the place of the one before.
    const path = `${driverFolder}/jdbc-${type}.jar`;
    libraries.set(path, { ...driver, path });
    const scripts = tableScripts[name];
    if (!scripts) {
      throw new Error(`databases.${name}: ${productName} has ${Object.keys(tableScripts).join(", ")}`);
    }
    if (!makeTables) continue;
    schemas.push({
      ...{ name, engine, ...where },
      jars: [...antJars.map((jar) => fromFolder(jar, jarFolder)), driver],
      scripts: scripts.map((each) => nameScript(each, type)),
    });
  }
  return { libraries: [...libraries.values()], ...(schemas.length > 0 ? { schemas } : {}) };
}

/** By alias: the roots of the databases. */
export function planDatabaseTrust(databases: Logins = {}): Record<string, string> {
  const pems = Object.values(databases).flatMap(({ caPem }) => splitPem(caPem));
  return Object.fromEntries(
    [...new Set(pems)].map((pem, index) => [`database-root-${index + 1}`, `${pem}\n`]),
  );
}

/** Java keeps a name's address for half a minute; a database that has failed over has another one at once. */
export function planNameCache(databases: Logins): string {
  return databases && Object.keys(databases).length > 0 ? "-Dsun.net.inetaddr.ttl=5" : "";
}
