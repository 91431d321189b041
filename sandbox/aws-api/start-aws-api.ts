import { spawn } from "node:child_process";
import { chmod, mkdir, open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { withFileLock } from "../engine/file-lock";
import { signalIfThere } from "../process-identity";
import { answers, type Endpoint, isAlive, readEndpoint, urlOf } from "./endpoint";
import { awsApiSources, ensureAwsApi } from "./ensure-aws-api";

const startLimitSec = 30;
const stopLimitSec = 5;
const pollMs = 50;

export interface AwsApiOptions {
  /** The sandbox's folder; the server keeps its state in `aws-api` under it. */
  stateDir: string;
  /** @default the port it had before, else a free one */
  port?: number;
  log: (line: string) => void;
}

/** A running AWS API. It outlives this process. */
export interface AwsApi {
  readonly endpoint: string;
  readonly pid: number;
  /** Rewritten in place with a new number after each request that changed something. */
  readonly revisionFile: string;
  stop(): Promise<void>;
}

/**
 * Finds the AWS API of this sandbox, or starts it with the state that it had.
 *
 * @throws Error with the end of its log when it doesn't come up
 */
export async function startAwsApi(options: AwsApiOptions): Promise<AwsApi> {
  const folder = join(options.stateDir, "aws-api");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  const path = join(folder, "endpoint.json");
  const endpoint = await withFileLock(join(folder, "lock"), options.log, async () => {
    const known = await readEndpoint(path);
    if (known) {
      await becomesTrue(async () => !isAlive(known) || (await answers(known)), startLimitSec);
      if (await answers(known)) return known;
      await stopProcess(known);
    }
    const python = await ensureAwsApi(options.log);
    const wanted = options.port ?? known?.port;
    const again = wanted === undefined ? undefined : await launch(python, folder, wanted);
    return again ?? (await launchOnFreePort(python, folder));
  });
  return {
    endpoint: urlOf(endpoint),
    pid: endpoint.pid,
    revisionFile: join(folder, "revision"),
    stop: () => stopProcess(endpoint),
  };
}

/** @returns undefined when it didn't come up */
async function launch(python: string, folder: string, port: number): Promise<Endpoint | undefined> {
  const logFile = await open(join(folder, "log"), "a", 0o600);
  const server = join(awsApiSources, "server.py");
  // -B: the sources' folder may be read-only and is not ours to write into.
  const child = spawn(python, ["-B", server, "--folder", folder, "--port", String(port)], {
    cwd: folder,
    detached: true,
    stdio: ["ignore", logFile.fd, logFile.fd],
  });
  await logFile.close();
  child.unref();
  let endpoint: Endpoint | undefined;
  const ended = () => child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
  await becomesTrue(async () => {
    endpoint = await readEndpoint(join(folder, "endpoint.json"));
    return ended() || (endpoint?.pid === child.pid && (await answers(endpoint as Endpoint)));
  }, startLimitSec);
  if (!ended() && endpoint?.pid === child.pid) return endpoint;
  child.kill("SIGKILL");
  return undefined;
}

async function launchOnFreePort(python: string, folder: string): Promise<Endpoint> {
  const endpoint = await launch(python, folder, 0);
  if (endpoint) return endpoint;
  const text = await readFile(join(folder, "log"), "utf8").catch(() => "");
  const end = text.trim().split("\n").slice(-10).join("\n");
  throw new Error(`The sandbox's AWS API did not start; the end of ${join(folder, "log")}:\n${end}`);
}

async function stopProcess(endpoint: Endpoint): Promise<void> {
  for (const signal of ["SIGTERM", "SIGKILL"] as const) {
    if (!isAlive(endpoint)) return;
    signalIfThere(endpoint.pid, signal);
    if (await becomesTrue(async () => !isAlive(endpoint), stopLimitSec)) return;
  }
  throw new Error(`The AWS API, process ${endpoint.pid}, did not end.`);
}

async function becomesTrue(check: () => Promise<boolean>, limitSec: number): Promise<boolean> {
  const deadline = Date.now() + limitSec * 1000;
  while (!(await check())) {
    if (Date.now() > deadline) return false;
    await delay(pollMs);
  }
  return true;
}
