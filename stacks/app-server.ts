import { planCarbon, type TomlTable, withReadinessPath } from "../components";
import { type AppServerSettings, carbonSettings } from "./app-server-settings";
import { deployCluster } from "./cluster";

/** Servers of the Carbon kernel behind a HAProxy tier and a classic ELB: what API Manager and the others stand on. */
export async function deployAppServer(settings: AppServerSettings): Promise<Record<string, unknown>> {
  const toml = settings.deploymentToml as TomlTable | undefined;
  const product = planCarbon(settings.version, carbonSettings(settings), toml);
  return deployCluster(settings, {
    product: withReadinessPath(product, settings.readinessPath),
    serviceName: "carbon.internal",
  });
}
