import { longestPasswordBytes } from "../encrypted-secrets";
import type { TomlTable } from "../toml-table";
import { isTable } from "../toml-tables";

/** Tables whose passwords the kernel itself reads, and so takes encrypted. */
const kernelTables = ["super_admin", "database", "keystore", "truststore"] as const;

/** What a password's key is called there. */
const passwordKey = /^(key_)?password$/;

/** `$env{NAME}`, `$ref{key}`, `$sys{name}`: WSO2's words for a value from elsewhere. */
const isReference = (value: string) => /^\$\w+\{[^}]*\}$/.test(value);

/** Whether a value, by the path of its key, is a password that is encrypted. */
function isEncrypted([table = "", ...keys]: readonly string[], value: unknown): value is string {
  const isKernels = kernelTables.some((name) => name === table);
  return isKernels && typeof value === "string" && passwordKey.test(keys.at(-1) ?? "") && !isReference(value);
}

/** Whether a password is longer than what the tool encrypts. */
export function isTooLong(keys: readonly string[], value: unknown): boolean {
  return isEncrypted(keys, value) && Buffer.byteLength(value) > longestPasswordBytes;
}

/**
 * The tables as WSO2's cipher tool takes them: `$secret{alias}` in the place of each password, and the passwords in
 * brackets under `[secrets]`, which is the last table.
 */
export function referToSecrets(tables: TomlTable): TomlTable {
  const secrets: Record<string, string> = {};
  const refer = (table: TomlTable, keys: readonly string[]): TomlTable =>
    Object.fromEntries(
      Object.entries(table).map(([key, value]) => {
        const path = [...keys, key];
        if (isTable(value)) return [key, refer(value, path)];
        if (!isEncrypted(path, value)) return [key, value];
        const alias = path.join("_").replace(/\W/g, "_");
        secrets[alias] = `[${value}]`;
        return [key, `$secret{${alias}}`];
      }),
    );
  const referred = kernelTables.flatMap((name) => {
    const table = tables[name];
    return isTable(table) ? [[name, refer(table, [name])] as const] : [];
  });
  return { ...tables, ...Object.fromEntries(referred), secrets };
}
