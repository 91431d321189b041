import {
  checkIntegratorVersion,
  failOnProblems,
  planIntegrator,
  type TomlTable,
  withReadinessPath,
} from "../components";
import { deployCluster } from "./cluster";
import type { Settings } from "./settings";

/** Classic ELB, HAProxy tier, integrator nodes that are changed one at a time. */
export async function deployIntegrator(settings: Settings): Promise<Record<string, unknown>> {
  const { version } = settings;
  const toml = settings.deploymentToml as TomlTable | undefined;
  failOnProblems("Configuration of this stack", checkIntegratorVersion(version, toml));
  const product = withReadinessPath(planIntegrator(version, toml), settings.readinessPath);
  return deployCluster(settings, { product, serviceName: "integrator.internal" });
}
