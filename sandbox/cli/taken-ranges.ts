import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { KnownRange } from "../machines/plan-network";
import { cacheDir } from "../paths";
import { isRunning, processStartTicks } from "../process-identity";

const folder = () => join(cacheDir(), "ranges");

/** What other sandboxes are about to take: of a command that runs, and may not have made its network yet. */
export function readTakenRanges(ownId: string): KnownRange[] {
  mkdirSync(folder(), { recursive: true });
  return readdirSync(folder()).flatMap((id) => {
    const [cidr = "", pid, startTicks] = readFileSync(join(folder(), id), "utf8").trim().split(" ");
    return id !== ownId && isRunning(Number(pid), Number(startTicks))
      ? [{ destination: cidr, device: id }]
      : [];
  });
}

/** Keeps a range for a sandbox until this process ends. */
export function takeRange(id: string, cidr: string): void {
  mkdirSync(folder(), { recursive: true });
  writeFileSync(join(folder(), id), `${cidr} ${process.pid} ${processStartTicks(process.pid)}\n`);
}
