import type { ChildProcess } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pollUntil } from "../elb/poll-until";
import { ensureImage } from "../machines";
import { makeServerCertificate, readDatabaseRoot } from "./authority";
import { type DatabaseRoom, endServer, freeze, runInRoom, startInRoom } from "./in-root";
import type { DatabasePair, PairOptions } from "./pair";
import { Relay } from "./relay";

const bin = "/usr/lib/postgresql/15/bin";

/** Debian's PostgreSQL, TLS alone, with a standby by synchronous streaming replication. */
export async function startPostgresPair(options: PairOptions): Promise<DatabasePair> {
  const root = await ensureImage(options.log, "databases");
  const room = { root, data: mkdtempSync(join(tmpdir(), "postgres-")) };
  const servers: ChildProcess[] = [];
  const end = async () => {
    await Promise.all(servers.map(endServer));
    rmSync(room.data, { recursive: true, force: true });
  };
  try {
    return await startPair(options, room, servers, end);
  } catch (error) {
    await end();
    throw error;
  }
}

async function startPair(
  options: PairOptions,
  room: DatabaseRoom,
  servers: ChildProcess[],
  end: () => Promise<void>,
): Promise<DatabasePair> {
  const { port, database, username, password } = options;
  const { data } = room;
  await makeServerCertificate(data, "localhost");
  const caPem = await readDatabaseRoot();
  writeFileSync(join(data, "password"), password);
  const [uid = 0, gid = 0] = (await runInRoom(room, "root", ["sh", "-c", "id -u postgres; id -g postgres"]))
    .split("\n")
    .map(Number);
  for (const name of ["server.key", "server.pem", "password"]) chownSync(join(data, name), uid, gid);
  chmodSync(join(data, "server.key"), 0o600);
  mkdirSync(join(data, "run"));
  for (const folder of [data, join(data, "run")]) chownSync(folder, uid, gid);
  const as = (...args: string[]) => runInRoom(room, "postgres", args);
  const [first, second] = [port + 1, port + 2] as const;
  const server = (name: string, at: number) =>
    startInRoom(room, "postgres", [
      ...[`${bin}/postgres`, "-D", `/srv/${name}`, "-p", String(at), "-k", "/srv/run"],
      ...["ssl=on", "ssl_cert_file=/srv/server.pem", "ssl_key_file=/srv/server.key"].flatMap((each) => [
        "-c",
        each,
      ]),
      ...["listen_addresses=127.0.0.1", "fsync=off", "max_connections=120"].flatMap((each) => ["-c", each]),
    ]);
  const query = (at: number, sql: string, on = database) =>
    as(`${bin}/psql`, "-h", "/srv/run", "-p", String(at), "-U", username, "-d", on, "-Atqc", sql);
  await as(
    `${bin}/initdb`,
    "-D",
    "/srv/a",
    "-U",
    username,
    "--pwfile=/srv/password",
    "--no-sync",
    "-A",
    "trust",
  );
  // RDS's rds.force_ssl: nobody comes in from outside without TLS.
  const access = ["local all all trust", "local replication all trust", "hostssl all all all scram-sha-256"];
  writeFileSync(join(data, "a/pg_hba.conf"), `${access.join("\n")}\n`);
  let primary = first;
  servers.push(server("a", first));
  const says = (at: number, sql: string, answer: string, on?: string) => async () =>
    (await query(at, sql, on)) === answer || undefined;
  await pollUntil("PostgreSQL answers", 60, says(first, "SELECT 1", "1", "postgres"));
  await query(first, `CREATE DATABASE ${database}`, "postgres");
  const from = ["-h", "/srv/run", "-p", String(first), "-U", username];
  await as(`${bin}/pg_basebackup`, ...from, "-D", "/srv/b", "-R", "--checkpoint=fast", "--no-sync");
  servers.push(server("b", second));
  const streaming = "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'";
  await pollUntil("the standby follows", 60, says(first, streaming, "1"));
  await query(first, "ALTER SYSTEM SET synchronous_standby_names = '*'");
  await query(first, "SELECT pg_reload_conf()");
  const silent: number[] = [];
  const relay = await Relay.listen(port, first);
  return {
    ...{ port, caPem, username, password },
    query: (sql) => query(primary, sql),
    async failOver({ silently = false } = {}) {
      const lost = servers.shift();
      if (silently) silent.push(...freeze(lost?.pid));
      else await endServer(lost);
      await as(`${bin}/pg_ctl`, "-D", "/srv/b", "promote");
      await pollUntil("the standby is the primary", 60, says(second, "SELECT pg_is_in_recovery()", "f"));
      primary = second;
      // Nobody follows the one that is left.
      await query(second, "ALTER SYSTEM RESET synchronous_standby_names");
      await query(second, "SELECT pg_reload_conf()");
      relay.moveTo(second);
    },
    async stop() {
      relay.close();
      for (const pid of silent) process.kill(pid, "SIGKILL");
      await end();
    },
  };
}
