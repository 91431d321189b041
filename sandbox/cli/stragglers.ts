import { readdir, readFile } from "node:fs/promises";
import { pollUntil } from "../elb/poll-until";
import { isRunning, processStartTicks, signalIfThere } from "../process-identity";

/** What a process does after SIGTERM that is worth waiting for. */
const graceSec = 10;

/**
 * Ends the engine, providers and commands that killed commands of a sandbox have left running.
 *
 * @param mark A variable that only they have, as `NAME=value`.
 */
export async function endStragglers(mark: string, log: (line: string) => void): Promise<void> {
  const found = await findMarked(mark);
  if (found.length === 0) return;
  log(`ending what was left running: processes ${found.map(({ pid }) => pid).join(", ")}`);
  const alive = () => found.filter(({ pid, startTicks }) => isRunning(pid, startTicks));
  const send = (signal: NodeJS.Signals) => {
    for (const { pid } of alive()) signalIfThere(pid, signal);
  };
  const gone = async () => (alive().length === 0 ? true : undefined);
  send("SIGTERM");
  await pollUntil("their end", graceSec, gone).catch(() => send("SIGKILL"));
  await pollUntil("the end of what was left running", graceSec, gone);
}

async function findMarked(mark: string): Promise<{ pid: number; startTicks: number }[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  const marked = await Promise.all(
    pids.map(async (pid) => {
      const environment = await readFile(`/proc/${pid}/environ`, "utf8").catch(() => "");
      const startTicks = processStartTicks(pid);
      const isOne = pid !== process.pid && environment.split("\0").includes(mark);
      return isOne && startTicks !== undefined ? [{ pid, startTicks }] : [];
    }),
  );
  return marked.flat();
}
