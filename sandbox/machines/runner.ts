import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { rmdir } from "node:fs/promises";
import { join } from "node:path";
import { packageRoot } from "../paths";
import { identifyProcess, isRunning as isProcessRunning, signalIfThere } from "../process-identity";
import type { Cgroups } from "./cgroups";
import type { MachineFolder } from "./machine-folder";
import { becomesTrue } from "./poll";
import { systemEnv } from "./run-program";

const script = join(packageRoot, "sandbox/machines/run-machine.sh");
const firstSignOfLifeSec = 30;

/** SIGRTMIN+3: systemd as PID 1 powers the machine off. */
const powerOff = 37;

/** The machine's own PID 1, as this computer numbers it. */
function findInit(pids: readonly number[]): number | undefined {
  return pids.find((pid) => {
    try {
      return /^NSpid:\t\d+\t1$/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
    } catch {
      return false;
    }
  });
}

/** The process outlives this one, in a session of its own; who it is goes to the machine's folder. */
function spawnRunner(folder: MachineFolder, namespace: string, cgroups: readonly string[]): void {
  const console = openSync(folder.consoleLog, "a", 0o600);
  try {
    const child = spawn(
      "unshare",
      ["--mount", "--propagation", "slave", "sh", script, folder.path, namespace, ...cgroups],
      { cwd: "/", detached: true, stdio: ["ignore", console, console], env: systemEnv() },
    );
    child.on("error", () => undefined);
    child.unref();
    folder.setRunner(child.pid === undefined ? undefined : identifyProcess(child.pid));
  } finally {
    closeSync(console);
  }
}

export function isRunning(folder: MachineFolder): boolean {
  const runner = folder.runner();
  return runner !== undefined && isProcessRunning(runner.pid, runner.startTicks);
}

/**
 * Starts the machine; returns once its PID 1 is there.
 * @throws Error with the end of the console when it ends or shows no life within 30 s.
 */
export async function boot(folder: MachineFolder, namespace: string, cgroups: Cgroups): Promise<void> {
  folder.setStopping(false);
  spawnRunner(folder, namespace, cgroups.create());
  const booting = () => findInit(cgroups.pids()) !== undefined;
  await becomesTrue(() => booting() || !isRunning(folder), firstSignOfLifeSec, 0.02);
  if (!booting())
    throw new Error(`machine ${folder.name} did not boot; its console says:\n${folder.consoleTail(10)}`);
}

/** Asks the machine to power off, and waits for it. False when it is still there after the grace. */
export async function shutDown(folder: MachineFolder, cgroups: Cgroups, graceSec: number): Promise<boolean> {
  folder.setStopping(true);
  return becomesTrue(
    () => {
      if (!isRunning(folder)) return true;
      // Again each time: a PID 1 that has only just started doesn't listen yet.
      const init = findInit(cgroups.pids());
      if (init !== undefined) signalIfThere(init, powerOff);
      return false;
    },
    graceSec,
    0.2,
  );
}

/**
 * Ends whatever is left of the machine, at once.
 * @throws Error with the processes that the kernel doesn't end within 10 s.
 */
export async function endProcesses(cgroups: Cgroups): Promise<void> {
  const gone = await becomesTrue(() => {
    cgroups.kill();
    return cgroups.pids().length === 0 && cgroups.remove();
  }, 10);
  if (!gone) throw new Error(`processes ${cgroups.pids().join(", ")} of a machine can't be ended`);
}

/** systemd-nspawn leaves this folder where /run is no tmpfs, or when it is killed. */
export async function forgetMachine(namespace: string): Promise<void> {
  await rmdir(join("/run/systemd/nspawn/propagate", namespace)).catch(() => undefined);
}
