import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { signalIfThere } from "../process-identity";

/** Mount points of all cgroup hierarchies, of version 1 and 2, from /proc/self/mountinfo. */
export function parseCgroupMounts(mountinfo: string): string[] {
  return mountinfo.split("\n").flatMap((line) => {
    const [mount = "", filesystem = ""] = line.split(" - ");
    const point = mount.split(" ")[4];
    return point && /^cgroup2? /.test(filesystem) ? [point] : [];
  });
}

function cgroupMounts(): string[] {
  return parseCgroupMounts(readFileSync("/proc/self/mountinfo", "utf8"));
}

/** A cpuset of version 1 takes no process before its processors and memory nodes are set. */
function inheritCpuset(folder: string): void {
  for (const file of ["cpuset.cpus", "cpuset.mems"]) {
    const path = join(folder, file);
    if (existsSync(path) && readFileSync(path, "utf8").trim() === "")
      writeFileSync(path, readFileSync(join(dirname(folder), file), "utf8"));
  }
}

/** Of version 1 and of version 2: four times what one process outside of all groups has. */
const weights = { "cpu.shares": "4096", "cpu.weight": "400" };

/**
 * Machines stand for computers of their own. With the weight of a group that nobody has set, all of them together
 * would get as much of a busy processor as one process of this computer: servers stand still for seconds then, and
 * their balancers take them out.
 */
function weighMachines(folder: string): void {
  for (const [file, weight] of Object.entries(weights)) {
    const path = join(folder, file);
    if (existsSync(path)) writeFileSync(path, weight);
  }
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

function foldersUnder(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const inside = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return [folder, ...inside.flatMap(({ name }) => foldersUnder(join(folder, name)))];
}

/**
 * The control groups of one machine, one in each hierarchy: nothing that runs in the machine, nor what runs it,
 * can be outside of them, whoever its parent is. Two machines must not share one: both their systemd would
 * manage the same groups.
 */
export class Cgroups {
  readonly #folders: readonly string[];

  /** @param path below every hierarchy's mount point: `<id>/<name>`, or `<id>` for all machines. */
  constructor(path: string, mounts: readonly string[] = cgroupMounts()) {
    this.#folders = mounts.map((mount) => join(mount, path));
  }

  /** Makes them; returns their folders. */
  create(): readonly string[] {
    for (const folder of this.#folders) {
      for (const one of [dirname(folder), folder]) {
        mkdirSync(one, { recursive: true });
        inheritCpuset(one);
      }
      weighMachines(dirname(folder));
    }
    return this.#folders;
  }

  pids(): number[] {
    const lists = this.#folders.flatMap(foldersUnder).map((one) => readIfThere(join(one, "cgroup.procs")));
    return [...new Set(lists.join("\n").split("\n").filter(Boolean).map(Number))];
  }

  /** Ends all that runs there at once, as a power cut; some processes are gone with the first ones. */
  kill(): void {
    for (const pid of this.pids()) signalIfThere(pid, "SIGKILL");
  }

  /** True once they are gone; false when one still holds a process. */
  remove(): boolean {
    for (const folder of this.#folders.flatMap(foldersUnder).reverse()) {
      try {
        rmdirSync(folder);
      } catch {}
    }
    return !this.#folders.some((folder) => existsSync(folder));
  }
}
