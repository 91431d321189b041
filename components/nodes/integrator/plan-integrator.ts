import { type Problem, Problems } from "../../validation/problems";
import type { Product } from "../product";
import type { TomlTable } from "../toml-table";
import { planEnterpriseIntegrator } from "./enterprise-integrator";
import { planMicroIntegrator } from "./micro-integrator";

/** What is wrong with a version: 6.x is Enterprise Integrator, 4.x is Micro Integrator. */
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
  return problems.list;
}

/** The product that a version names. */
export function planIntegrator(version: string, settings?: TomlTable): Product {
  return version.startsWith("6.")
    ? planEnterpriseIntegrator(version)
    : planMicroIntegrator(version, settings);
}
