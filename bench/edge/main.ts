import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Command, InvalidArgumentError } from "commander";
import execa from "execa";
import { renderHaproxyConfig } from "../../components/haproxy/render-config";
import { renderServersState } from "../../components/haproxy/server-state";
import { pollUntil } from "../../sandbox/elb/poll-until";
import { createTlsFiles } from "../../sandbox/fleet/tls-files";
import { type EdgePlaces, fullConfig, minimalConfig, nodesConfig, stackConfig } from "./configs";
import { type EdgeTurn, parseWrk, renderEdge } from "./edge-table";

const say = (line: string) => process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${line}\n`);

const wrk = "wrk";
const name = "edge.example";

/** The lines that only root on a machine of its own can have, and with them addresses of this bench alone. */
function ofThisMachine(text: string): string {
  return text
    .split("\n")
    .filter((line) => !/^ {4}(user|group|chroot) /.test(line))
    .join("\n")
    .replace(" group haproxy", "")
    .replaceAll("bind :", "bind 127.0.0.1:");
}

const contenders: readonly { readonly title: string; readonly text: (places: EdgePlaces) => string }[] = [
  { title: "minimal, by hand", text: minimalConfig },
  { title: "tier of a stack", text: (places) => ofThisMachine(renderHaproxyConfig(stackConfig(places))) },
  {
    title: "tier with routes, limits, HSTS",
    text: (places) => ofThisMachine(renderHaproxyConfig(fullConfig(places))),
  },
];

function parseCount(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= 60) return count;
  throw new InvalidArgumentError("Write a whole number from 1 to 60.");
}

async function startHaproxy(folder: string, file: string, text: string): Promise<ChildProcess> {
  const path = join(folder, file);
  writeFileSync(path, text);
  const child = spawn("haproxy", ["-db", "-f", path], { stdio: "ignore" });
  const ended = new Promise<never>((_, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`haproxy -f ${path} has ended with ${code}`)));
  });
  ended.catch(() => undefined);
  const port = /bind (\S+):(\d+)/.exec(text) ?? [];
  const isOpen = () =>
    new Promise<true | undefined>((resolve) => {
      const socket = connect(Number(port[2]), port[1]);
      socket.once("connect", () => resolve(true)).once("error", () => resolve(undefined));
      socket.once("connect", () => socket.destroy());
    });
  await Promise.race([pollUntil(file, 20, isOpen), ended]);
  return child;
}

/** What a process has had of the processors: user and system, in Linux's hundredths of a second. */
function processorSec({ pid }: ChildProcess): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /s, "")
    .split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

async function stop(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await gone;
}

/** The checks of two nodes have passed by then, and nothing is measured cold. */
async function warmUp(url: string): Promise<void> {
  await execa(wrk, ["-t1", "-c16", "-d1s", url]);
  await delay(500);
}

/** Each contender in turn, so that a machine that gets slower is so for all. */
async function bench({ turns, seconds }: { turns: number; seconds: number }): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "bench-edge-"));
  const tls = await createTlsFiles(folder, name);
  writeFileSync(join(folder, "front.pem"), `${tls.certificatePem}${tls.privateKeyPem}`);
  writeFileSync(join(folder, "state"), renderServersState([]));
  const places: EdgePlaces = {
    ...{ port: 18_443, readinessPort: 18_405, nodePort: 19_443, nodes: ["127.0.21.1", "127.0.21.2"], name },
    ...{ socketPath: join(folder, "sock"), stateFile: join(folder, "state") },
    ...{ certificateFile: join(folder, "front.pem"), caFile: join(folder, "ca.pem") },
  };
  const nodes = await startHaproxy(folder, "nodes.cfg", nodesConfig(places));
  const url = `https://127.0.0.1:${places.port}/`;
  const seen = new Map<string, EdgeTurn[]>(contenders.map(({ title }) => [title, []]));
  try {
    for (let turn = 1; turn <= turns; turn++) {
      for (const { title, text } of contenders) {
        const edge = await startHaproxy(folder, "edge.cfg", text(places));
        try {
          await warmUp(url);
          const before = processorSec(edge);
          const { stdout } = await execa(wrk, ["-t1", "-c64", `-d${seconds}s`, "--latency", url]);
          seen.get(title)?.push(parseWrk(stdout, processorSec(edge) - before));
        } finally {
          await stop(edge);
        }
      }
      const last = [...seen].map(([title, all]) => `${title} ${Math.round(all.at(-1)?.requestsPerSec ?? 0)}`);
      say(`turn ${turn} of ${turns}, requests a second: ${last.join(", ")}`);
    }
    process.stdout.write(`${renderEdge(seen)}\n`);
  } catch (error) {
    say(`the last configuration:\n${readFileSync(join(folder, "edge.cfg"), "utf8")}`);
    throw error;
  } finally {
    await stop(nodes);
    rmSync(folder, { recursive: true });
  }
}

new Command("npm run bench:edge --")
  .description("Requests a second and p99 through a tier's HAProxy, against a minimal configuration by hand.")
  .option("--turns <n>", "of each", parseCount, 5)
  .option("--seconds <n>", "of each turn", parseCount, 5)
  .addHelpText(
    "after",
    "\nNeeds Debian's haproxy, openssl and wrk.\n\nExample:\n  npm run bench:edge -- --turns 9",
  )
  .action(bench)
  .parseAsync()
  .catch((error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
