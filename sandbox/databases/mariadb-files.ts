/** Names in a MariaDB server's own folder. */
export const mariadbFiles = {
  data: "data",
  settings: "server.cnf",
  certificate: "server.pem",
  key: "server.key",
  /** By which a standby copies the primary. */
  login: "login.cnf",
  query: "query.sql",
  socket: "server.sock",
} as const;

/** What one server has of its own. */
export interface MariadbSettings {
  /** The server's own folder. */
  readonly home: string;
  readonly port: number;
  /** Address at which it listens. */
  readonly listen: string;
  /** Of two servers that follow one another, each has its own. */
  readonly serverId: number;
}

/** RDS's user for it. */
export const replicationUser = "rdsrepladmin";

/** What RDS gives to a master user, who is never SUPER. Source: the RDS user guide, "Master user account privileges". */
export const masterPrivileges = [
  ...["SELECT", "INSERT", "UPDATE", "DELETE", "CREATE", "DROP", "RELOAD", "PROCESS", "REFERENCES", "INDEX"],
  ...["ALTER", "SHOW DATABASES", "CREATE TEMPORARY TABLES", "LOCK TABLES", "EXECUTE", "REPLICATION SLAVE"],
  ...["REPLICATION CLIENT", "CREATE VIEW", "SHOW VIEW", "CREATE ROUTINE", "ALTER ROUTINE", "CREATE USER"],
  ...["EVENT", "TRIGGER"],
].join(", ");

/**
 * Settings of a server: those of `Database`'s parameter group, and for a commit that outlives its machine: it is told to the
 * client, and seen by anybody, only once the standby has it in its own log (`AFTER_SYNC`); a standby that does not answer
 * is waited for. Every server begins as one that takes no writes. Its data need not outlive this computer's power.
 */
export function renderMariadbSettings({ home, port, listen, serverId }: MariadbSettings): string {
  const day = 24 * 3600 * 1000;
  return `[mariadbd]
user = mysql
datadir = ${home}/${mariadbFiles.data}
socket = ${home}/${mariadbFiles.socket}
pid-file = ${home}/server.pid
port = ${port}
bind-address = ${listen}
server-id = ${serverId}
log-error = ${home}/error.log
skip-name-resolve
read-only
max-connections = 300
innodb-buffer-pool-size = 64M
innodb-flush-log-at-trx-commit = 2
innodb-flush-method = nosync
debug-no-sync
ssl-cert = ${home}/${mariadbFiles.certificate}
ssl-key = ${home}/${mariadbFiles.key}
require-secure-transport
log-bin-trust-function-creators
character-set-server = utf8mb4
log-bin = log
relay-log = relay
log-slave-updates
binlog-format = ROW
slave-net-timeout = 5
rpl-semi-sync-slave-enabled
rpl-semi-sync-master-wait-point = AFTER_SYNC
rpl-semi-sync-master-timeout = ${day}
`;
}

/** A string of SQL. */
export function sqlText(value: string): string {
  return `'${value.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
}
