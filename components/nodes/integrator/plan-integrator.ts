import { type Problem, Problems } from "../../validation/problems";
import { movingProperties } from "../moving-properties";
import type { Product } from "../product";
import { javaOptsPattern } from "../render-unit";
import type { TomlTable } from "../toml-table";
import { planEnterpriseIntegrator } from "./enterprise-integrator";
import { planMicroIntegrator } from "./micro-integrator";
import { checkModel } from "./read-model";

/** What is wrong with a version and its settings: 6.x is Enterprise Integrator, 4.x is Micro Integrator. */
export function checkIntegratorVersion(version: string, settings?: TomlTable): Problem[] {
  const problems = new Problems();
  problems.matches(
    version,
    "version",
    /^[46]\.\d+\.\d+([.-][0-9A-Za-z]+)*$/,
    "4.x.y (Micro Integrator) or 6.x.y (Enterprise Integrator)",
  );
  problems.require(
    settings === undefined || version.startsWith("4."),
    "deploymentToml",
    `got settings for version ${version}; Enterprise Integrator 6 has no deployment.toml, remove them`,
  );
  if (settings === undefined || !version.startsWith("4.")) return problems.list;
  return [...problems.list, ...checkModel(settings)];
}

/** What is wrong with the JVM's arguments; they are not repeated, as they may hold a password. */
export function checkJavaOpts(javaOpts: string): Problem[] {
  const problems = new Problems();
  problems.require(javaOptsPattern.test(javaOpts), "javaOpts", "must be text without quotes, \\, % and $");
  for (const { name, reason } of movingProperties) {
    const argument = new RegExp(`(^|\\s)-D${name.source}\\b`);
    problems.require(!argument.test(javaOpts), "javaOpts", `${reason}; remove it`);
  }
  return problems.list;
}

/** The product that a version names. */
export function planIntegrator(version: string, settings?: TomlTable): Product {
  return version.startsWith("6.")
    ? planEnterpriseIntegrator(version)
    : planMicroIntegrator(version, settings);
}
