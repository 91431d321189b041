import { chmod, chown, mkdir, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathInside, runInside } from "../elb/inside-machine";
import { killUnit, untilSystemd } from "./server-unit";

/** Where a MariaDB server runs: a machine, or a folder of this computer. */
export interface MariadbPlace {
  /** The server's own folder as the server sees it. */
  readonly home: string;
  /** Address at which it listens. */
  readonly listen: string;
  readonly serverId: number;
  /** Makes the folder anew, with nothing in it. */
  clear(): Promise<void>;
  /** A file of the server's, in its folder, that nobody else reads. */
  write(name: string, text: string): Promise<void>;
  /** A program to its end, as root. */
  run(...command: readonly string[]): Promise<string>;
  /** Starts the server; one that runs is ended before. */
  boot(server: readonly string[]): Promise<void>;
  /** At once, as a machine that is gone. */
  kill(): Promise<void>;
}

/** A folder with the server's user for its owner: the one who owns what Debian's package made. */
export async function makeOwn(folder: string, packageFolder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { uid, gid } = await stat(packageFolder);
  await chown(folder, uid, gid);
}

/** A file with the owner of its folder. */
export async function writeOwn(folder: string, name: string, text: string): Promise<void> {
  const path = join(folder, name);
  await writeFile(path, text, { mode: 0o600 });
  await chmod(path, 0o600);
  const { uid, gid } = await stat(folder);
  await chown(path, uid, gid);
}

const packageFolder = "/var/lib/mysql";
const unit = "rds.service";

/** A machine of the sandbox. The server is a unit there that starts by nobody but who keeps the pair. */
export class MariadbMachine implements MariadbPlace {
  readonly home = `${packageFolder}/rds`;
  readonly listen = "*";
  readonly serverId: number;

  /** @param init First process of the machine. @param address By which a server is told from another. */
  constructor(
    private readonly init: number,
    address: string,
  ) {
    this.serverId = address.split(".").reduce((id, part) => id * 256 + Number(part), 0);
  }

  async clear(): Promise<void> {
    await untilSystemd(this.init);
    await makeOwn(pathInside(this.init, this.home), pathInside(this.init, packageFolder));
  }

  write(name: string, text: string): Promise<void> {
    return writeOwn(pathInside(this.init, this.home), name, text);
  }

  run(...command: readonly string[]): Promise<string> {
    return runInside(this.init, command);
  }

  async boot(server: readonly string[]): Promise<void> {
    await untilSystemd(this.init);
    const text = `[Unit]\nDescription=MariaDB of RDS\n\n[Service]\nExecStart=${server.join(" ")}\n`;
    await writeFile(pathInside(this.init, `/etc/systemd/system/${unit}`), text);
    await this.run("systemctl", "daemon-reload");
    await this.run("systemctl", "restart", unit);
  }

  kill(): Promise<void> {
    return killUnit(this.init, unit);
  }
}
