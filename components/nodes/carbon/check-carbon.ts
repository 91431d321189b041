import type { Problem } from "../../validation/problems";
import { longestPasswordBytes } from "../encrypted-secrets";
import { type BadKey, isBad } from "../known-keys";
import { movingParameters } from "../moving-properties";
import { checkSecretReferences } from "../secret-references";
import { addTables } from "../table-heads";
import type { TomlTable } from "../toml-table";
import { checkTables, leavesOf } from "../toml-tables";
import { refusedKeys } from "./carbon-keys";
import type { CarbonSettings } from "./carbon-settings";
import { isTooLong } from "./encrypted-tables";
import { findKernelLine, kernelLines } from "./kernel-line";

/** Keys that no product on the kernel takes. */
export const kernelKeys: readonly Omit<BadKey, "since" | "until">[] = [...refusedKeys, ...movingParameters];

const tooLong = `is longer than ${longestPasswordBytes} bytes, the most that WSO2's cipher tool encrypts with a node's key: take a shorter one, or leave encryptSecrets out`;

/**
 * What is wrong with a kernel's version and its settings. No value that may be secret is repeated.
 *
 * @param extra tables of deployment.toml that the operator adds or overrides
 */
export function checkCarbon(version: string, settings: CarbonSettings, extra: TomlTable = {}): Problem[] {
  const problems = checkTables(extra, "deploymentToml");
  const isRefused = (keys: readonly string[], value: unknown) =>
    Boolean(settings.encryptSecrets) && isTooLong(keys, value);
  for (const { keys, path, value } of leavesOf(addTables({}, extra))) {
    problems.require(!isRefused(keys, value), `deploymentToml.${path}`, tooLong);
    for (const each of kernelKeys) {
      problems.require(!isBad(each, path, value), `deploymentToml.${path}`, each.reason);
    }
  }
  checkSecretReferences(problems, extra, "deploymentToml");
  const line = findKernelLine(version);
  problems.require(
    line !== undefined,
    "version",
    `got ${JSON.stringify(version)}; the kernels that are known are ${kernelLines.map((each) => `${each}.x`).join(", ")}`,
  );
  const { offset = 0, clustering, databases = {}, adminUsername = "admin" } = settings;
  problems.integer(offset, "offset", 0, 55_000);
  problems.matches(
    settings.hostname,
    "hostname",
    /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/,
    "a host name in lower case",
  );
  problems.require(
    /^[^\s<&]{3,30}$/.test(adminUsername),
    "adminUsername",
    `got ${JSON.stringify(adminUsername)}; 3 to 30 characters without a space, < or & are needed`,
  );
  problems.require(
    !clustering || line === undefined || line.hasHazelcast,
    "clustering",
    `kernel ${version} brings no Hazelcast: leave it out, or take a kernel of line 4.5, 4.6, 4.7 or 4.9`,
  );
  problems.require(
    !settings.encryptSecrets || line === undefined || line.takesEncrypted === true,
    "encryptSecrets",
    `kernel ${version} was not seen to start with encrypted passwords: leave it out, or take a kernel of line 4.10`,
  );
  for (const [name, { url, username, password }] of Object.entries(databases)) {
    problems.require(
      !/[<&]/.test(username),
      `databases.${name}.username`,
      "has a < or &, which the server would write into XML as it is; take another name",
    );
    problems.require(
      !/[<&]/.test(password),
      `databases.${name}.password`,
      "has a < or &, which the server would write into XML as it is; take another password",
    );
    const keys = ["database", name, "password"];
    problems.require(!isRefused(keys, password), `databases.${name}.password`, tooLong);
    problems.require(
      /^jdbc:[a-z]/.test(url),
      `databases.${name}.url`,
      "is not a JDBC address, jdbc:postgresql://host:5432/name",
    );
    // The server writes it into an XML file as it is.
    problems.require(
      !/&(?!amp;)/.test(url),
      `databases.${name}.url`,
      "has a bare &, which the server would write into XML; write &amp; between parameters",
    );
  }
  return problems.list;
}

/** Passwords that a Carbon server takes for its administrator (`user_store.properties.PasswordJavaRegEx`). */
const adminPasswordPattern = /^\S{5,30}$/;

/** What is wrong with an administrator's password, without the password; undefined when nothing is. */
export function checkAdminPassword(password: string | undefined): string | undefined {
  if (!password) return "is needed: a password for the administrator, 5 to 30 characters without a space";
  if (password === "admin") return "is the one that every distribution ships; take another password";
  if (!adminPasswordPattern.test(password)) return "must have 5 to 30 characters and no space";
  if (/[<&]/.test(password))
    return "has a < or &, which the server would write into XML as it is; take another password";
  return undefined;
}
