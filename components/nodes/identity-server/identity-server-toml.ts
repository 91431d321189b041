import { createHash, createHmac } from "node:crypto";
import { stringify } from "smol-toml";
import { clusterPort } from "../carbon/carbon-settings";
import { type CarbonFacts, planCarbonTables, planClusterStores } from "../carbon/carbon-toml";
import { addTables } from "../table-heads";
import type { TomlTable } from "../toml-table";
import { mergeTables } from "../toml-tables";
import type { IdentityServerSettings } from "./identity-server-settings";
import { planKeyManagerEvents } from "./plan-key-manager";
import type { IdentityServerRelease } from "./releases";

/** Everything that one node's `deployment.toml` says, resolved. */
export interface IdentityServerFacts extends Omit<CarbonFacts, "settings"> {
  readonly settings: IdentityServerSettings;
  readonly release: IdentityServerRelease;
  /** What secrets that all nodes have in common are made of. */
  readonly sharedSecret: string;
  readonly apiManagerPassword?: string;
}

/**
 * `deployment.toml` of one node; the nodes' files differ in `server.node_ip` and `clustering.local_member_host` alone.
 *
 * @param extra tables that the operator adds or overrides
 */
export function renderIdentityServerToml(facts: IdentityServerFacts, extra: TomlTable = {}): string {
  const { databases, clustering, ...carbon } = facts.settings;
  const base = planCarbonTables({
    ...facts,
    settings: {
      ...carbon,
      databases: { ...databases },
      ...(clustering?.scheme === "wka" ? { clustering: { domain: clustering.domain } } : {}),
    },
  });
  return `${stringify(addTables(mergeTables(base, planOwn(facts)), extra))}\n`;
}

function planOwn(facts: IdentityServerFacts): TomlTable {
  const { databases } = facts.settings;
  return {
    server: { base_path: `https://$ref{server.hostname}:\${carbon.management.port}` },
    keystore: planClusterStores(facts),
    ...(databases ? {} : { database: { identity_db: ownDatabase } }),
    // Off by default: without it the page of readiness is not there.
    carbon_health_check: { enable: true },
    ...planSecrets(facts),
    ...planAwsClustering(facts),
    ...planKeyManagerEvents(facts.settings.keyManagerOf, facts.release, facts.apiManagerPassword),
  };
}

const ownDatabase = {
  type: "h2",
  url: "jdbc:h2:./repository/database/WSO2IDENTITY_DB;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=60000",
  username: "wso2carbon",
  password: "wso2carbon",
};

/**
 * What distributions ship the same for everybody: the key that encrypts secrets in the database (since 5.11), and the
 * password by which the login pages call the server ("dashboard"). All nodes need the same; they stay for as long as
 * the nodes' common key does.
 */
function planSecrets({ release, sharedSecret }: IdentityServerFacts): TomlTable {
  const made = (purpose: string) => createHmac("sha256", sharedSecret).update(purpose).digest("hex");
  const appPassword = made("login pages").slice(0, 32);
  return {
    ...(release.shipsEncryptionKey
      ? { encryption: { key: made("encryption").slice(0, 32).toUpperCase() } }
      : {}),
    account_recovery: {
      endpoint: { auth: { hash: createHash("sha256").update(appPassword).digest("hex") } },
    },
    identity: { auth_framework: { endpoint: { app_password: appPassword } } },
  };
}

function planAwsClustering({ settings, address, release }: IdentityServerFacts): TomlTable {
  const { clustering } = settings;
  if (clustering?.scheme !== "aws") return {};
  const { region, tag, securityGroup, iamRole, domain } = clustering;
  const names = release.awsNames;
  return {
    clustering: {
      membership_scheme: "aws",
      domain,
      local_member_host: address,
      local_member_port: String(clusterPort),
      properties: {
        region,
        ...(tag ? { [names.tagKey]: tag.key, [names.tagValue]: tag.value } : {}),
        ...(securityGroup === undefined ? {} : { [names.securityGroup]: securityGroup }),
        ...(iamRole === undefined ? {} : { [names.iamRole]: iamRole }),
      },
    },
  };
}
