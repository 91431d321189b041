import { stringify } from "smol-toml";
import { driverClasses, validationQueries } from "../../database/jdbc";
import { addTables } from "../table-heads";
import type { TomlTable } from "../toml-table";
import { type CarbonSettings, clusterPort, type SharedDatabase } from "./carbon-settings";
import { referToSecrets } from "./encrypted-tables";
import type { KernelLine } from "./kernel-line";

/** Everything that one server's `deployment.toml` says, resolved. */
export interface CarbonFacts {
  readonly settings: CarbonSettings;
  readonly line: KernelLine;
  /** Its own address: fixed, so that another machine in its place changes nothing for its peers. */
  readonly address: string;
  /** Addresses of all nodes of the group, in the order of their keys. */
  readonly members: readonly string[];
  readonly passwords: { readonly keystore: string; readonly truststore: string; readonly admin: string };
}

/** Below the home: where Carbon products look for their stores. */
export const carbonStoreFolder = "repository/resources/security";
export const carbonKeyAlias = "wso2carbon";

/** Names of the node's own stores, and of the one that all have in common: those that the distribution ships stay as they are. */
export function planStoreNames({ storeEnding }: KernelLine) {
  return {
    keystore: `node.${storeEnding}`,
    truststore: `trust.${storeEnding}`,
    shared: `shared.${storeEnding}`,
  };
}

/** The node's own stores, and the one that all have in common, as the roll makes them. */
export function planStorePlaces(line: KernelLine) {
  const { keystore, truststore, shared } = planStoreNames(line);
  const place = (name: string) => ({ path: `${carbonStoreFolder}/${name}`, type: line.storeType });
  const withKey = (name: string) => ({ ...place(name), alias: carbonKeyAlias });
  return {
    keystore: withKey(keystore),
    truststore: place(truststore),
    shared: withKey(shared),
  };
}

/**
 * `deployment.toml` of one Carbon server. WSO2's config mapper makes the server's XML files of it at each start.
 *
 * @param extra tables that the operator adds or overrides
 */
export function renderCarbonToml(facts: CarbonFacts, extra: TomlTable = {}): string {
  const tables = addTables(planCarbonTables(facts), extra);
  return `${stringify(facts.settings.encryptSecrets ? referToSecrets(tables) : tables)}\n`;
}

/** The tables that every server of the kernel has, and the products on it. */
export function planCarbonTables(facts: CarbonFacts): TomlTable {
  const { settings, address } = facts;
  const { hostname, offset = 0, proxyPorts = { http: 80, https: 443 } } = settings;
  const versions = settings.tlsVersions ?? ["TLSv1.2", "TLSv1.3"];
  return {
    server: {
      hostname,
      node_ip: address,
      offset,
    },
    super_admin: {
      username: settings.adminUsername ?? "admin",
      password: facts.passwords.admin,
      create_admin_account: true,
    },
    ...planUserStore(facts),
    database: planDatabases(settings.databases),
    ...planStores(facts),
    transport: {
      http: { properties: { proxyPort: String(proxyPorts.http) } },
      https: {
        properties: { proxyPort: String(proxyPorts.https) },
        sslHostConfig: { properties: { protocols: versions.map((version) => `+${version}`).join(",") } },
      },
    },
    // Remote JMX listens on all addresses and takes the administrator's password.
    monitoring: { jmx: { rmi_server_start: false } },
    ...planClustering(facts),
  };
}

/**
 * How long a server whose users are in a database takes no sign-in after it has met a dead connection, in milliseconds.
 * The circuit breaker there stays open for two minutes otherwise, however soon the database is back.
 */
const signInPauseMs = { fromFailure: 5_000, least: 1_000 };

function planUserStore({ line, settings: { databases = {} } }: CarbonFacts): TomlTable {
  const type = line.userStore;
  if (!line.hasCircuitBreaker || Object.keys(databases).length === 0) return { user_store: { type } };
  return {
    user_store: { type, properties: { ConnectionRetryDelay: String(signInPauseMs.fromFailure) } },
    // What is shorter than this one is not taken.
    user_store_commons: { min_connection_retry_delay_in_milli_seconds: String(signInPauseMs.least) },
  };
}

function planDatabases(databases: CarbonSettings["databases"] = {}): TomlTable {
  const given = Object.entries(databases).map(([name, each]) => [name, planDatabase(each)]);
  const own = {
    type: "h2",
    url: "jdbc:h2:./repository/database/WSO2SHARED_DB;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=60000",
    username: "wso2carbon",
    password: "wso2carbon",
  };
  return { shared_db: own, ...Object.fromEntries(given) };
}

function planDatabase(database: SharedDatabase): TomlTable {
  const { type, url, username, password, driver, poolOptions, triedByDriver = false } = database;
  return {
    ...{ type, url, username, password, driver: driver ?? driverClasses[type] },
    // The kernels infer a validation query and then write none for this source, and by their own defaults a connection
    // that the database has closed is handed out all the same.
    pool_options: {
      ...(triedByDriver ? {} : { validationQuery: validationQueries[type] }),
      ...poolOptions,
    },
  };
}

function planStores({ passwords, line }: CarbonFacts): TomlTable {
  const { keystore, truststore } = planStoreNames(line);
  const type = line.storeType;
  return {
    keystore: {
      primary: {
        ...{ file_name: keystore, type, alias: carbonKeyAlias },
        ...{ password: passwords.keystore, key_password: passwords.keystore },
      },
    },
    truststore: { file_name: truststore, type, password: passwords.truststore },
  };
}

/**
 * Key stores of a product whose nodes have a key in common: TLS by the node's own; what signs tokens and encrypts
 * secrets in the shared databases by the common one (`keystore.internal` is `keystore.primary` by itself).
 */
export function planClusterStores({ line, passwords }: Pick<CarbonFacts, "line" | "passwords">): TomlTable {
  const store = { type: line.storeType, password: passwords.keystore, key_password: passwords.keystore };
  const { keystore, shared } = planStoreNames(line);
  return {
    primary: { ...store, file_name: shared, alias: carbonKeyAlias },
    tls: { ...store, file_name: keystore, alias: carbonKeyAlias },
  };
}

/**
 * The others join through these. WSO2 asks for two at least; with all of them in the list, one node more would be a
 * change of every node's file, and so a roll.
 */
const wellKnownMembers = 2;

function planClustering({ settings, address, members }: CarbonFacts): TomlTable {
  if (!settings.clustering) return {};
  return {
    clustering: {
      membership_scheme: "wka",
      domain: settings.clustering.domain,
      local_member_host: address,
      local_member_port: String(clusterPort),
      members: members.slice(0, wellKnownMembers).map((member) => `${member}:${clusterPort}`),
    },
  };
}
