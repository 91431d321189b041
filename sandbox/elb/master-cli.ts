import { connect } from "node:net";

const answerLimitMs = 10_000;

/**
 * Sends one command to HAProxy's master process and returns its answer. `@1 show stat` goes to the worker that
 * serves, `@!4711 ...` to worker 4711, an old one included.
 */
export async function askMaster(socketPath: string, command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(socketPath);
    const chunks: Buffer[] = [];
    socket.setTimeout(answerLimitMs, () => socket.destroy(new Error(`no answer to "${command}" in 10 s`)));
    socket.on("data", (chunk) => chunks.push(chunk));
    socket.on("error", reject);
    socket.on("close", () => resolve(Buffer.concat(chunks).toString()));
    socket.end(`${command}\n`);
  });
}

/** Process ids of all workers, old ones included, from `show proc`. */
export function parseWorkers(text: string): { pid: number; old: boolean }[] {
  const rows = text.split("\n").map((line) => line.trim().split(/\s+/));
  return rows
    .filter((row) => row[1] === "worker" && /^\d+$/.test(row[0] ?? ""))
    .map((row) => ({ pid: Number(row[0]), old: row[2] !== "0" }));
}
