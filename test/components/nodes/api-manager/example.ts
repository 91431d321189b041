import type { ApiManagerSettings } from "../../../../components/nodes/api-manager/api-manager-settings";
import { planApiManager } from "../../../../components/nodes/api-manager/plan-api-manager";
import type { SharedDatabase } from "../../../../components/nodes/carbon/carbon-settings";
import type { NodeFacts } from "../../../../components/nodes/product";
import type { TomlTable } from "../../../../components/nodes/toml-table";

const database = (name: string): SharedDatabase => ({
  type: "postgre",
  url: `jdbc:postgresql://db.internal:5432/${name}`,
  username: "wso2",
  password: `${name}-pass`,
});

export const settings: ApiManagerSettings = {
  hostname: "api.example.com",
  gatewayHostname: "gw.example.com",
  databases: { apim_db: database("apim"), shared_db: database("shared") },
};

export const passwords = { keystore: "key-pass", truststore: "trust-pass", admin: "of-this-stack" };

const addresses = ["10.0.0.11", "10.0.0.12"];

/** `deployment.toml` of node 1 or 2. */
export function tomlOf(
  version: string,
  change: Partial<ApiManagerSettings> = {},
  node: 1 | 2 = 1,
  extra?: TomlTable,
  facts: Partial<NodeFacts> = {},
): string {
  const product = planApiManager(version, { ...settings, ...change }, extra);
  const known = {
    ...{ key: `node${node}`, serviceName: "apim.internal", address: addresses[node - 1] },
    ...{ members: addresses, ...facts },
  };
  return product.files(known, passwords)[0]?.content ?? "";
}
