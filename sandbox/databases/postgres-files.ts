const folder = "/var/lib/postgresql/rds";

/** Places on a database's machine. */
export const postgresFiles = {
  folder,
  data: `${folder}/data`,
  certificate: `${folder}/server.pem`,
  key: `${folder}/server.key`,
  password: `${folder}/password`,
  /** By which the standby follows the primary. */
  login: `${folder}/login`,
  query: `${folder}/query.sql`,
  socket: "/run/rds",
  unit: "rds.service",
} as const;

/** A server that is started and stopped from outside. Its data need not outlive this computer's power. */
export function renderPostgresUnit(port: number): string {
  const { data, certificate, key, socket } = postgresFiles;
  const settings = [
    ...["listen_addresses=*", "fsync=off", "max_connections=300", "ssl=on"],
    ...[`ssl_cert_file=${certificate}`, `ssl_key_file=${key}`, "wal_sender_timeout=5s"],
  ];
  const options = settings.map((each) => `-c ${each}`).join(" ");
  return `[Unit]
Description=PostgreSQL of RDS

[Service]
User=postgres
RuntimeDirectory=rds
ExecStart=/usr/lib/postgresql/15/bin/postgres -D ${data} -p ${port} -k ${socket} ${options}
KillMode=mixed
KillSignal=SIGINT
`;
}
