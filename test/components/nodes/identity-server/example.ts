import type { SharedDatabase } from "../../../../components/nodes/carbon/carbon-settings";
import type { IdentityServerSettings } from "../../../../components/nodes/identity-server/identity-server-settings";
import { planIdentityServer } from "../../../../components/nodes/identity-server/plan-identity-server";
import type { NodeFacts } from "../../../../components/nodes/product";
import type { TomlTable } from "../../../../components/nodes/toml-table";

const database = (name: string): SharedDatabase => ({
  type: "postgre",
  url: `jdbc:postgresql://db.internal:5432/${name}`,
  username: "wso2",
  password: `${name}-pass`,
});

export const settings: IdentityServerSettings = {
  hostname: "is.example.com",
  databases: { identity_db: database("identity"), shared_db: database("shared") },
  clustering: { scheme: "wka", domain: "is.cluster" },
};

export const passwords = { keystore: "key-pass", truststore: "trust-pass", admin: "of-this-stack" };

const addresses = ["10.0.0.21", "10.0.0.22"];

/** `deployment.toml` of node 1 or 2. */
export function tomlOf(
  version: string,
  change: Partial<IdentityServerSettings> = {},
  node: 1 | 2 = 1,
  extra?: TomlTable,
  facts: Partial<NodeFacts> = {},
): string {
  const product = planIdentityServer(version, { ...settings, ...change }, extra);
  const known = {
    ...{ key: `node${node}`, serviceName: "is.internal", address: addresses[node - 1], members: addresses },
    ...{ sharedSecret: "of-the-common-key", ...facts },
  };
  return product.files(known, { ...passwords, apiManager: "of-api-manager" })[0]?.content ?? "";
}
