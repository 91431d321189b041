import type { MachineState } from "../machines";

/** What a machine should be. */
export interface MachineWish {
  readonly name: string;
  readonly wanted: "running" | "stopped";
  readonly addresses: readonly string[];
}

/** What to do to the machines, in this order: what leaves frees its addresses first. */
export interface MachineActions {
  readonly remove: readonly string[];
  readonly stop: readonly string[];
  readonly setAddresses: readonly string[];
  readonly start: readonly string[];
}

/** Compares the machines there are with those there should be. */
export function planMachines(
  wishes: readonly MachineWish[],
  machines: readonly MachineState[],
): MachineActions {
  const wished = new Map(wishes.map((wish) => [wish.name, wish]));
  const present = new Map(machines.map((machine) => [machine.name, machine]));
  const isRunning = (name: string) => present.get(name)?.state === "running";
  const running = wishes.filter(({ wanted }) => wanted === "running");
  return {
    remove: machines.filter(({ name }) => !wished.has(name)).map(({ name }) => name),
    stop: wishes
      .filter(({ name, wanted }) => wanted === "stopped" && isRunning(name))
      .map(({ name }) => name),
    setAddresses: running
      .filter(({ name }) => isRunning(name))
      .filter(({ name, addresses }) => present.get(name)?.addresses.join() !== addresses.join())
      .map(({ name }) => name),
    start: running.filter(({ name }) => !isRunning(name)).map(({ name }) => name),
  };
}
