import type { ChildProcess } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureImage } from "../machines";
import { makeServerCertificate, readDatabaseRoot } from "./authority";
import { type DatabaseRoom, endServer, freeze, runInRoom, startInRoom } from "./in-root";
import { MariadbMember } from "./mariadb-member";
import { type MariadbPlace, makeOwn, writeOwn } from "./mariadb-place";
import type { DatabasePair, PairOptions } from "./pair";
import { Relay } from "./relay";

/** A folder of a room on this computer, at loopback. */
class RoomPlace implements MariadbPlace {
  readonly home: string;
  readonly listen = "127.0.0.1";
  process?: ChildProcess;

  constructor(
    private readonly room: DatabaseRoom,
    private readonly name: string,
    readonly serverId: number,
  ) {
    this.home = `/srv/${name}`;
  }

  clear(): Promise<void> {
    return makeOwn(join(this.room.data, this.name), join(this.room.root, "var/lib/mysql"));
  }

  write(name: string, text: string): Promise<void> {
    return writeOwn(join(this.room.data, this.name), name, text);
  }

  run(...command: readonly string[]): Promise<string> {
    return runInRoom(this.room, "root", command);
  }

  async boot(server: readonly string[]): Promise<void> {
    await this.kill();
    this.process = startInRoom(this.room, "mysql", server);
  }

  async kill(): Promise<void> {
    await endServer(this.process);
  }
}

/** Debian's MariaDB, TLS alone, with a standby by semi-synchronous replication: the same servers as on machines. */
export async function startMariadbPair(options: PairOptions): Promise<DatabasePair> {
  const { port, database, username, password, log } = options;
  const root = await ensureImage(log, "databases");
  const data = mkdtempSync(join(tmpdir(), "mariadb-"));
  // The servers' user passes through it.
  chmodSync(data, 0o711);
  const room: DatabaseRoom = { root, data };
  await makeServerCertificate(data, "localhost");
  const caPem = await readDatabaseRoot();
  const [certificate, key] = ["server.pem", "server.key"].map((name) =>
    readFileSync(join(data, name), "utf8"),
  );
  const files = { "server.pem": certificate ?? "", "server.key": key ?? "" };
  const [first, second] = [port + 1, port + 2] as const;
  const places = [new RoomPlace(room, "a", first), new RoomPlace(room, "b", second)] as const;
  const login = { username, password, databaseName: database };
  const [a, b] = [
    new MariadbMember(places[0], { ...login, port: first }),
    new MariadbMember(places[1], { ...login, port: second }),
  ];
  const end = async () => {
    await Promise.all([a.kill(), b.kill()]);
    rmSync(data, { recursive: true, force: true });
  };
  try {
    await a.make(files);
    await b.join(files, "127.0.0.1", first);
    await a.waitForStandby();
  } catch (error) {
    await end();
    throw error;
  }
  let primary = a;
  const silent: number[] = [];
  const relay = await Relay.listen(port, first);
  return {
    ...{ port, caPem, username, password },
    query: (sql) => primary.query(sql, database),
    async failOver({ silently = false } = {}) {
      if (silently) silent.push(...freeze(places[0].process?.pid));
      else await a.kill();
      await b.promote();
      primary = b;
      await b.waitForStandby();
      relay.moveTo(second);
    },
    async stop() {
      relay.close();
      for (const pid of silent) process.kill(pid, "SIGKILL");
      await end();
    },
  };
}
