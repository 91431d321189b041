import { createHash } from "node:crypto";

/**
 * A password that every engine of RDS takes: 28 characters with upper and lower case and digits, as SQL Server asks
 * for, and none of the characters that RDS, a JDBC driver or WSO2's configuration tool stumbles over.
 *
 * @param key A secret of which it is made; the same key and generation give the same password.
 */
export function derivePassword(key: string, generation: number): string {
  const digest = createHash("sha512").update(`${generation}\n${key}`).digest("base64");
  const letters = digest.replaceAll(/[^A-Za-z0-9]/g, "").slice(0, 25);
  return `Wd${generation % 10}${letters}`;
}
