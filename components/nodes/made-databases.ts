import { type DatabaseAccess, planAccess } from "../database/plan-access";
import type { StorePasswords } from "./product";

/**
 * The databases of a product's settings, and in their place those that the deployment makes; undefined where there is
 * neither.
 */
export function planMadeDatabases<Given extends object>(
  given: Given | undefined,
  logins: StorePasswords["databases"],
): (Given & Readonly<Record<string, DatabaseAccess>>) | undefined {
  if (!logins) return given as (Given & Readonly<Record<string, DatabaseAccess>>) | undefined;
  const made = Object.entries(logins).map(([name, login]) => [name, planAccess(login)]);
  return { ...(given as Given), ...Object.fromEntries(made) };
}
