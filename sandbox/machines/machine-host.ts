import { mkdir, rm, rmdir } from "node:fs/promises";
import { dirname } from "node:path";
import { ByTurns } from "./by-turns";
import { Cabling } from "./cabling";
import { Cgroups } from "./cgroups";
import { checkAddresses, checkId, checkName, checkSpec } from "./check-spec";
import { createDisk } from "./disk";
import { Fabric } from "./fabric";
import { raiseInotifyLimit } from "./inotify-limit";
import { InternetGateway } from "./internet-gateway";
import { listFolders, MachineFolder } from "./machine-folder";
import { boot, endProcesses, forgetMachine, isRunning, shutDown } from "./runner";
import type { MachineNetwork, MachineRoute, MachineSpec, MachineState, PublicAddress } from "./types";

export interface MachineHostOptions {
  /** Of the sandbox: names its bridge and prefixes its namespaces. At most 15 characters. */
  readonly id: string;
  /** Folder of the machines' disks. */
  readonly machinesDir: string;
  readonly network: MachineNetwork;
}

/**
 * The machines of one sandbox on this computer. What it knows it reads from the disk, /proc and the kernel each
 * time, so any process can be killed at any time and a new host carries on. Needs root.
 */
export class MachineHost {
  readonly #options: MachineHostOptions;
  readonly #fabric: Fabric;
  readonly #cabling: Cabling;
  readonly #gateway: InternetGateway;
  readonly #turns = new ByTurns();
  /** What a host before this one set is not known. */
  #mayHaveRoutes = true;

  constructor(options: MachineHostOptions) {
    checkId(options.id);
    this.#options = options;
    this.#fabric = new Fabric(options.id, options.network);
    this.#cabling = new Cabling(this.#fabric);
    this.#gateway = new InternetGateway(this.#fabric);
  }

  /**
   * Makes the bridge and gives this computer the gateway's address on it, the device `<id>`; idempotent.
   * @throws NetworkInUseError when the network overlaps a range this computer reaches another way.
   */
  async prepare(): Promise<void> {
    if (process.getuid?.() !== 0) throw new Error("machines need root; run this as root or through sudo");
    await mkdir(this.#options.machinesDir, { recursive: true, mode: 0o700 });
    await raiseInotifyLimit();
    await this.#fabric.create();
  }

  /**
   * Boots the machine, from its disk when it has one; sshd answers about a second later. A machine that runs
   * only gets its addresses set. What a killed runner left behind is ended first.
   */
  async start(spec: MachineSpec): Promise<void> {
    checkSpec(spec, this.#options.network);
    await this.#turns.run(spec.name, async () => {
      const folder = this.#folder(spec.name);
      if (isRunning(folder)) return this.#changeAddresses(folder, spec.addresses);
      await this.#sweep(folder);
      const known = folder.record();
      if (!known) createDisk(folder.path, spec);
      folder.setRecord({ ...(known ?? spec), addresses: spec.addresses });
      await this.#boot(folder, spec.addresses);
    });
  }

  /** Powers the machine off, and kills it after the grace; its disk stays. @param graceSec default 20 */
  async stop(name: string, graceSec = 20): Promise<void> {
    checkName(name);
    await this.#turns.run(name, () => this.#stop(this.#folder(name), graceSec));
  }

  /** Sets the secondary addresses, without a restart; on a stopped machine, for its next start. */
  async setAddresses(name: string, addresses: readonly string[]): Promise<void> {
    checkAddresses(name, addresses, this.#options.network);
    await this.#turns.run(name, () => this.#changeAddresses(this.#folder(name), addresses));
  }

  /** Sets where addresses outside of the network lead, for all machines and this computer. */
  async setRoutes(routes: readonly MachineRoute[]): Promise<void> {
    // Each round looks at every machine, since one that booted has none; without any route there is nothing to look for.
    if (routes.length === 0 && !this.#mayHaveRoutes) return;
    await this.#cabling.setRoutes(routes);
    this.#mayHaveRoutes = routes.length > 0;
  }

  /** Sets where addresses on the internet lead that this computer asks. */
  setPublicAddresses(addresses: readonly PublicAddress[]): Promise<void> {
    return this.#gateway.setAddresses(addresses);
  }

  /** Stops the machine and deletes its disk. @param graceSec default 20 */
  async remove(name: string, graceSec = 20): Promise<void> {
    checkName(name);
    await this.#turns.run(name, async () => {
      await this.#stop(this.#folder(name), graceSec);
      await this.#delete(name);
    });
  }

  /** All machines with a disk. One that powered itself off, or whose runner was killed, is stopped. */
  async list(): Promise<MachineState[]> {
    return listFolders(this.#options.machinesDir).flatMap((name) => {
      const folder = this.#folder(name);
      const record = folder.record();
      if (!record) return [];
      const running = isRunning(folder);
      const { addresses, imageLabel } = record;
      const pid = running ? folder.runner()?.pid : undefined;
      return [{ name, addresses, imageLabel, state: running ? "running" : "stopped", ...(pid && { pid }) }];
    });
  }

  /** Removes everything of this id at once: machines, also such without a disk, bridge, folders. */
  async destroy(): Promise<void> {
    const { id, machinesDir } = this.#options;
    const namespaces = await this.#fabric.machineNamespaces();
    const names = [...listFolders(machinesDir), ...namespaces.map((one) => one.slice(id.length + 1))];
    await endProcesses(new Cgroups(id));
    await Promise.all([...new Set(names)].map((name) => this.#turns.run(name, () => this.#delete(name))));
    await this.#fabric.destroy();
    await rm(machinesDir, { recursive: true, force: true });
    await rmdir(dirname(machinesDir)).catch(() => undefined);
  }

  #folder(name: string): MachineFolder {
    return new MachineFolder(this.#options.machinesDir, name);
  }

  #cgroups(name: string): Cgroups {
    return new Cgroups(`${this.#options.id}/${name}`);
  }

  async #boot(folder: MachineFolder, addresses: readonly string[]): Promise<void> {
    try {
      const namespace = await this.#cabling.plug(folder.name, addresses);
      await boot(folder, namespace, this.#cgroups(folder.name));
    } catch (error) {
      await this.#sweep(folder);
      throw error;
    }
  }

  async #stop(folder: MachineFolder, graceSec: number): Promise<void> {
    if (isRunning(folder)) await shutDown(folder, this.#cgroups(folder.name), graceSec);
    await this.#sweep(folder);
  }

  async #delete(name: string): Promise<void> {
    const folder = this.#folder(name);
    await this.#sweep(folder);
    await rm(folder.path, { recursive: true, force: true });
  }

  /** Ends what is left of a machine that is off or is to be: processes, namespace, cable. */
  async #sweep(folder: MachineFolder): Promise<void> {
    await endProcesses(this.#cgroups(folder.name));
    await this.#cabling.unplug(folder.name);
    await forgetMachine(`${this.#options.id}-${folder.name}`);
    folder.setRunner(undefined);
    folder.setStopping(false);
  }

  async #changeAddresses(folder: MachineFolder, addresses: readonly string[]): Promise<void> {
    const record = folder.record();
    if (!record) throw new Error(`there is no machine ${folder.name}; start it first`);
    if (isRunning(folder)) await this.#cabling.setAddresses(folder.name, record.addresses, addresses);
    folder.setRecord({ ...record, addresses });
  }
}
