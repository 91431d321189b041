import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import execa from "execa";
import { stoppable } from "../../sandbox/cli/stoppable";
import { packageRoot } from "../../sandbox/paths";
import type { Estate, Release } from "./estate";
import { type InventoryFiles, type PlaybookWaits, renderInventory } from "./inventory";
import { writeRoleFiles } from "./role-files";

/** Ansible on this computer, with all that its playbooks bring to the nodes. */
export class Controller {
  private constructor(
    private readonly estate: Estate,
    private readonly folder: string,
    private readonly files: InventoryFiles,
    private readonly stop: AbortSignal,
  ) {}

  /** @throws Error that names the command, when Ansible is missing. */
  static async check(): Promise<void> {
    const found = await execa("ansible-playbook", ["--version"], { reject: false });
    if (found.exitCode !== 0) {
      throw new Error("ansible-playbook is missing; on Debian and Ubuntu: apt-get install ansible");
    }
  }

  static async create(estate: Estate, folder: string, stop: AbortSignal): Promise<Controller> {
    const files = {
      keyFile: join(folder, "key"),
      knownHostsFile: join(folder, "known_hosts"),
      roleFiles: join(folder, "role-files"),
    };
    await mkdir(folder, { recursive: true });
    const machines = [...estate.nodes, ...estate.balancers];
    await writeFile(files.keyFile, machines[0]?.privateKey ?? "", { mode: 0o600 });
    await writeFile(
      files.knownHostsFile,
      machines.map(({ host, hostKey }) => `${host} ${hostKey}\n`).join(""),
    );
    await writeRoleFiles(estate, files.roleFiles);
    return new Controller(estate, folder, files, stop);
  }

  /** @throws Error with all that Ansible said, when the playbook fails. */
  async play(playbook: string, release: Release, waits: PlaybookWaits): Promise<void> {
    const inventory = join(this.folder, "inventory.json");
    await writeFile(inventory, renderInventory(this.estate, release, waits, this.files), { mode: 0o600 });
    const child = execa("ansible-playbook", ["-i", inventory, join(packageRoot, "bench/roll", playbook)], {
      reject: false,
      all: true,
      stdin: "ignore",
      env: { ANSIBLE_NOCOLOR: "1", ANSIBLE_LOCALHOST_WARNING: "false", ANSIBLE_HOME: this.folder },
    });
    const { all, exitCode } = await stoppable(child, this.stop);
    if (exitCode !== 0) throw new Error(`${playbook} ended with ${exitCode}:\n${all}`);
  }
}
