import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ProcessIdentity } from "../process-identity";

/** What the disk remembers of its machine. */
export interface MachineRecord {
  readonly name: string;
  readonly imageLabel: string;
  readonly addresses: readonly string[];
}

function readJson<T>(path: string): T | undefined {
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as T) : undefined;
}

function writeJson(path: string, value: unknown): void {
  writeFileSync(`${path}.new`, JSON.stringify(value, undefined, 2));
  renameSync(`${path}.new`, path);
}

/** `<machinesDir>/<name>`: the disk's layers, and files that say what machine it is and who runs it. */
export class MachineFolder {
  readonly path: string;
  readonly consoleLog: string;
  readonly #record: string;
  readonly #runner: string;
  readonly #stopping: string;

  constructor(
    machinesDir: string,
    readonly name: string,
  ) {
    this.path = join(machinesDir, name);
    this.consoleLog = join(this.path, "console.log");
    this.#record = join(this.path, "machine.json");
    this.#runner = join(this.path, "runner.json");
    this.#stopping = join(this.path, "stopping");
  }

  /** Undefined while there is no finished disk. */
  record(): MachineRecord | undefined {
    return readJson(this.#record);
  }

  setRecord({ name, imageLabel, addresses }: MachineRecord): void {
    writeJson(this.#record, { name, imageLabel, addresses });
  }

  /** The process that runs the machine, if one was started; it may have died since. */
  runner(): ProcessIdentity | undefined {
    return readJson(this.#runner);
  }

  setRunner(runner: ProcessIdentity | undefined): void {
    if (runner) writeJson(this.#runner, runner);
    else rmSync(this.#runner, { force: true });
  }

  /** While set, a machine that reboots isn't started again. */
  setStopping(stopping: boolean): void {
    if (stopping && existsSync(this.path)) writeFileSync(this.#stopping, "");
    else rmSync(this.#stopping, { force: true });
  }

  /** The end of what the machine printed on its console. */
  consoleTail(lines: number): string {
    if (!existsSync(this.consoleLog)) return "";
    return readFileSync(this.consoleLog, "utf8").trimEnd().split("\n").slice(-lines).join("\n");
  }
}

/** Names of all folders, finished or not. */
export function listFolders(machinesDir: string): string[] {
  if (!existsSync(machinesDir)) return [];
  const entries = readdirSync(machinesDir, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}
