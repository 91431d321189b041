import { planCarbon, type TomlTable, withReadinessPath } from "../components";
import { type AppServerSettings, carbonSettings } from "./app-server-settings";
import { deployCluster } from "./cluster";
import { deployElbCluster } from "./elb-cluster";

/**
 * Servers of the Carbon kernel behind a HAProxy tier and a classic ELB: what API Manager and the others stand on. Or, by
 * configuration, Application Servers 5.1 behind WSO2 ELB 2.0.
 */
export async function deployAppServer(settings: AppServerSettings): Promise<Record<string, unknown>> {
  if (settings.front === "wso2-elb") return deployElbCluster(settings);
  const { haproxyAmi = "" } = settings;
  const toml = settings.deploymentToml as TomlTable | undefined;
  const product = planCarbon(settings.version, carbonSettings(settings), toml);
  const cluster = { ...settings, haproxyAmi };
  return deployCluster(cluster, {
    product: withReadinessPath(product, settings.readinessPath),
    serviceName: "carbon.internal",
    database: settings.database,
  });
}
