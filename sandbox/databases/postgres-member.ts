import { chmod, chown, mkdir, stat, writeFile } from "node:fs/promises";
import { pathInside, runInside } from "../elb/inside-machine";
import { pollUntil } from "../elb/poll-until";
import type { DatabaseModel } from "./database-model";
import type { MemberServer, ServerCertificate } from "./member-server";
import { postgresFiles, renderPostgresUnit } from "./postgres-files";
import { killUnit, untilSystemd } from "./server-unit";

const bin = "/usr/lib/postgresql/15/bin";
const readyLimitSec = 60;

/** As the user of the server, on its own socket, past all passwords. */
const asServer = ["runuser", "-u", "postgres", "--"];

/** PostgreSQL on one machine. It is started by who keeps the pair, never by the machine itself: one primary at a time. */
export class PostgresMember implements MemberServer {
  /** @param init First process of the machine. */
  constructor(
    private readonly init: number,
    private readonly model: DatabaseModel,
  ) {}

  /** A new, empty server with its user and its database. */
  async make(certificate: ServerCertificate): Promise<void> {
    const { username, databaseName } = this.model;
    await this.prepare(certificate);
    await this.server(
      ...[`${bin}/initdb`, "-D", postgresFiles.data, "-U", username, `--pwfile=${postgresFiles.password}`],
      ...["--no-sync", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"],
    );
    // RDS's rds.force_ssl: nobody comes in from outside without TLS.
    const access = [
      "local all all trust",
      "hostssl all all all scram-sha-256",
      "hostssl replication all all scram-sha-256",
    ];
    await this.write(`${postgresFiles.data}/pg_hba.conf`, `${access.join("\n")}\n`, 0o600, true);
    await this.start();
    if (databaseName !== undefined) await this.query(`CREATE DATABASE "${databaseName}"`);
  }

  /** The same data as the primary's, which it follows from then on. */
  async join(certificate: ServerCertificate, primary: string): Promise<void> {
    const { port, username, password } = this.model;
    await this.prepare(certificate);
    const line = [primary, port, "*", username, password].join(":");
    await this.write(postgresFiles.login, `${line}\n`, 0o600, true);
    const from = `host=${primary} port=${port} user=${username} sslmode=require passfile=${postgresFiles.login}`;
    await this.server(
      ...[`${bin}/pg_basebackup`, "-d", from, "-D", postgresFiles.data, "-R", "--checkpoint=fast"],
      "--no-sync",
    );
    await this.start();
  }

  async start(): Promise<void> {
    await untilSystemd(this.init);
    await runInside(this.init, ["systemctl", "restart", postgresFiles.unit]);
    await pollUntil("PostgreSQL answers", readyLimitSec, async () => (await this.answers()) || undefined);
  }

  /** At once, as a machine that is gone. */
  kill(): Promise<void> {
    return killUnit(this.init, postgresFiles.unit);
  }

  async promote(): Promise<void> {
    await this.server(`${bin}/pg_ctl`, "-D", postgresFiles.data, "promote", "-t", String(readyLimitSec));
  }

  async answers(): Promise<boolean> {
    const port = String(this.model.port);
    const ask = [`${bin}/pg_isready`, "-q", "-t", "10", "-h", postgresFiles.socket, "-p", port];
    return runInside(this.init, ask).then(
      () => true,
      () => false,
    );
  }

  /** A commit waits for the standby where there is one that follows, and for nobody else. */
  async waitForStandby(): Promise<void> {
    const streaming = "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'";
    const [count, now = ""] = (
      await this.query(`SELECT (${streaming}), current_setting('synchronous_standby_names')`)
    ).split("|");
    const wanted = count === "0" ? "" : "*";
    if (now === wanted) return;
    await this.query(`ALTER SYSTEM SET synchronous_standby_names = '${wanted}'`);
    await this.query("SELECT pg_reload_conf()");
  }

  async setPassword(): Promise<void> {
    const { username, password } = this.model;
    await this.query(`ALTER ROLE "${username}" PASSWORD '${password.replaceAll("'", "''")}'`);
  }

  /** One value a line. What is asked may be secret, and is in no program's arguments. */
  private async query(sql: string): Promise<string> {
    const { port, username } = this.model;
    await this.write(postgresFiles.query, `${sql};\n`, 0o600, true);
    const way = ["-h", postgresFiles.socket, "-p", String(port), "-U", username, "-d", "postgres"];
    const answer = await this.server(
      "psql",
      ...way,
      "-v",
      "ON_ERROR_STOP=1",
      "-Atq",
      "-f",
      postgresFiles.query,
    );
    return answer.trim();
  }

  /** Everything that a server needs beside its data, of which nothing is left. */
  private async prepare(certificate: ServerCertificate): Promise<void> {
    await untilSystemd(this.init);
    await this.kill();
    await runInside(this.init, ["rm", "-rf", postgresFiles.data]);
    await mkdir(pathInside(this.init, postgresFiles.folder), { recursive: true });
    await runInside(this.init, ["chown", "postgres:", postgresFiles.folder]);
    await this.write(postgresFiles.certificate, certificate["server.pem"], 0o644, true);
    await this.write(postgresFiles.key, certificate["server.key"], 0o600, true);
    await this.write(postgresFiles.password, this.model.password, 0o600, true);
    await this.write(`/etc/systemd/system/${postgresFiles.unit}`, renderPostgresUnit(this.model.port), 0o644);
    await runInside(this.init, ["systemctl", "daemon-reload"]);
  }

  private server(...command: string[]): Promise<string> {
    return runInside(this.init, [...asServer, ...command]);
  }

  private async write(path: string, text: string, mode: number, isServers = false): Promise<void> {
    const inside = pathInside(this.init, path);
    await writeFile(inside, text, { mode });
    await chmod(inside, mode);
    if (!isServers) return;
    const { uid, gid } = await stat(pathInside(this.init, "/var/lib/postgresql"));
    await chown(inside, uid, gid);
  }
}
