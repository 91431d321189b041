import type { MachineHost, MachineSpec, MachineState } from "../machines";
import type { Log } from "./log";
import { type MachineWish, planMachines } from "./plan-machines";

/** A machine as it should be. */
export interface WishedMachine extends MachineWish {
  readonly spec: MachineSpec;
  /** Time to end when it stops. @default the host's */
  readonly graceSec?: number;
}

/**
 * Brings the machines to what is wished: first what leaves, then what starts.
 * A machine that fails leaves the others alone and is tried again at the next round.
 *
 * @returns The machines afterwards, and what failed.
 */
export async function settleMachines(
  host: MachineHost,
  wishes: readonly WishedMachine[],
  log: Log,
): Promise<{ machines: MachineState[]; problems: string[] }> {
  const actions = planMachines(wishes, await host.list());
  const wished = new Map(wishes.map((wish) => [wish.name, wish]));
  const problems: string[] = [];
  const each = async (what: string, names: readonly string[], act: (name: string) => Promise<void>) => {
    const results = await Promise.allSettled(
      names.map(async (name) => {
        log(`${what} ${name} ${wished.get(name)?.addresses.join(", ") ?? ""}`.trim());
        await act(name);
      }),
    );
    results.forEach((result, index) => {
      if (result.status === "rejected") problems.push(`${what} ${names[index]}: ${String(result.reason)}`);
    });
  };
  await Promise.all([
    each("remove", actions.remove, (name) => host.remove(name)),
    each("stop", actions.stop, (name) => host.stop(name, wished.get(name)?.graceSec)),
  ]);
  await Promise.all([
    each("set addresses of", actions.setAddresses, (name) =>
      host.setAddresses(name, wished.get(name)?.addresses ?? []),
    ),
    each("start", actions.start, async (name) => {
      const wish = wished.get(name);
      if (wish) await host.start(wish.spec);
    }),
  ]);
  return { machines: await host.list(), problems };
}
