import { createHash } from "node:crypto";
import { pollUntil } from "../elb/poll-until";
import type { DatabaseModel } from "./database-model";
import {
  mariadbFiles,
  masterPrivileges,
  renderMariadbSettings,
  replicationUser,
  sqlText,
} from "./mariadb-files";
import type { MariadbPlace } from "./mariadb-place";
import type { MemberServer, ServerCertificate } from "./member-server";

const readyLimitSec = 60;

/** What of a model its server needs. */
type Login = Pick<DatabaseModel, "port" | "username" | "password" | "databaseName">;

/** MariaDB in one place. It is started by who keeps the pair, never by the place itself: one primary at a time. */
export class MariadbMember implements MemberServer {
  constructor(
    private readonly place: MariadbPlace,
    private readonly model: Login,
  ) {}

  async make(certificate: ServerCertificate): Promise<void> {
    const { username, password, databaseName } = this.model;
    await this.prepare(certificate);
    await this.start();
    await this.query(`CREATE USER ${sqlText(username)}@'%' IDENTIFIED BY ${sqlText(password)}`);
    await this.query(`GRANT ${masterPrivileges} ON *.* TO ${sqlText(username)}@'%' WITH GRANT OPTION`);
    await this.query(
      `CREATE USER ${replicationUser}@'%' IDENTIFIED BY ${sqlText(replicationWord(certificate))}`,
    );
    await this.query(`GRANT ALL ON *.* TO ${replicationUser}@'%'`);
    if (databaseName !== undefined) await this.query(`CREATE DATABASE \`${databaseName}\``);
  }

  /** @param port Of the primary. @default its own, which both have on machines */
  async join(certificate: ServerCertificate, primary: string, port = this.model.port): Promise<void> {
    const word = replicationWord(certificate);
    await this.prepare(certificate);
    await this.boot();
    const login = [
      "[client]",
      `host=${primary}`,
      `port=${port}`,
      `user=${replicationUser}`,
      `password=${word}`,
    ];
    await this.place.write(mariadbFiles.login, `${login.join("\n")}\nssl\n`);
    // One moment of the primary, which nobody waits for, with the place in its log from which on it is followed.
    const copy = "mariadb-dump --defaults-file=$1 --all-databases --single-transaction --master-data --gtid";
    const local = "mariadb --no-defaults --socket=$2 --user=root --init-command='SET sql_log_bin=0'";
    await this.place.run(
      ...[
        "bash",
        "-o",
        "pipefail",
        "-c",
        `${copy} --routines --events --flush-privileges | ${local}`,
        "copy",
      ],
      ...[this.path(mariadbFiles.login), this.path(mariadbFiles.socket)],
    );
    await this.query("FLUSH PRIVILEGES");
    const to = [`MASTER_HOST=${sqlText(primary)}`, `MASTER_PORT=${port}`, `MASTER_USER='${replicationUser}'`];
    const how = [
      `MASTER_PASSWORD='${word}'`,
      "MASTER_SSL=1",
      "MASTER_CONNECT_RETRY=1",
      "MASTER_USE_GTID=slave_pos",
    ];
    await this.query(`CHANGE MASTER TO ${[...to, ...how].join(", ")}`);
    await this.query("START SLAVE");
    await pollUntil("the standby follows", readyLimitSec, async () => (await this.follows()) || undefined);
  }

  async start(): Promise<void> {
    await this.boot();
    await this.query("SET GLOBAL read_only = OFF");
  }

  kill(): Promise<void> {
    return this.place.kill();
  }

  async promote(): Promise<void> {
    await this.query("STOP SLAVE IO_THREAD");
    const received = await this.slave("Gtid_IO_Pos");
    const applied = await this.query(`SELECT MASTER_GTID_WAIT(${sqlText(received)}, ${readyLimitSec})`);
    if (applied !== "0") throw new Error(`the standby has not run all that it was sent, up to ${received}`);
    await this.query("STOP SLAVE");
    await this.query("RESET SLAVE ALL");
    await this.query("SET GLOBAL read_only = OFF");
  }

  async answers(): Promise<boolean> {
    const way = ["--no-defaults", `--socket=${this.path(mariadbFiles.socket)}`, "--user=root"];
    return this.place.run("mariadb-admin", ...way, "--connect-timeout=10", "ping").then(
      () => true,
      () => false,
    );
  }

  async waitForStandby(): Promise<void> {
    const [count, now] = (
      await this.query(
        "SELECT COUNT(*), @@rpl_semi_sync_master_enabled FROM information_schema.processlist WHERE COMMAND LIKE 'Binlog Dump%'",
      )
    ).split("\t");
    const wanted = count === "0" ? "0" : "1";
    if (now !== wanted) await this.query(`SET GLOBAL rpl_semi_sync_master_enabled = ${wanted}`);
  }

  async setPassword(): Promise<void> {
    const { username, password } = this.model;
    await this.query(`ALTER USER ${sqlText(username)}@'%' IDENTIFIED BY ${sqlText(password)}`);
  }

  /** One row a line, with tabs between columns. What is asked may be secret, and is in no program's arguments. */
  async query(sql: string, database = ""): Promise<string> {
    await this.place.write(mariadbFiles.query, `${sql};\n`);
    const words = ["--no-defaults", `--socket=${this.path(mariadbFiles.socket)}`, "--user=root", "-B"];
    // Without names of columns, `\\G` has none either.
    if (!sql.endsWith("\\G")) words.push("-N");
    const ask = ["sh", "-c", 'query=$1 && shift && exec mariadb "$@" < "$query"', "ask"];
    const answer = await this.place.run(...ask, this.path(mariadbFiles.query), ...words, database);
    return answer.trim();
  }

  /** Whether both of its threads run. */
  private async follows(): Promise<boolean> {
    return (
      (await this.slave("Slave_IO_Running")) === "Yes" && (await this.slave("Slave_SQL_Running")) === "Yes"
    );
  }

  private async slave(field: string): Promise<string> {
    const status = await this.query("SHOW SLAVE STATUS\\G");
    return new RegExp(`^\\s*${field}: (.*)$`, "m").exec(status)?.[1]?.trim() ?? "";
  }

  /** Everything that a server needs beside its data, of which nothing is left. */
  private async prepare(certificate: ServerCertificate): Promise<void> {
    const { place } = this;
    const { home, listen, serverId } = place;
    await place.kill();
    await place.clear();
    await place.write(mariadbFiles.certificate, certificate["server.pem"]);
    await place.write(mariadbFiles.key, certificate["server.key"]);
    const settings = renderMariadbSettings({ home, listen, serverId, port: this.model.port });
    await place.write(mariadbFiles.settings, settings);
    await place.run(
      ...["mariadb-install-db", "--no-defaults", `--datadir=${this.path(mariadbFiles.data)}`, "--user=mysql"],
      ...["--auth-root-authentication-method=socket", "--skip-test-db", "--skip-log-bin"],
    );
  }

  private async boot(): Promise<void> {
    await this.place.boot(["/usr/sbin/mariadbd", `--defaults-file=${this.path(mariadbFiles.settings)}`]);
    await pollUntil("MariaDB answers", readyLimitSec, async () => (await this.answers()) || undefined);
  }

  private path(name: string): string {
    return `${this.place.home}/${name}`;
  }
}

/** Both servers know it: of the key that both have. */
function replicationWord(certificate: ServerCertificate): string {
  return createHash("sha256").update(certificate["server.key"]).digest("hex");
}
