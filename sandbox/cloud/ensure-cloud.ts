import { spawn } from "node:child_process";
import { mkdir, open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { pollUntil } from "../elb/poll-until";
import { packageRoot, sandboxPaths } from "../paths";
import { isRunning } from "../process-identity";
import { readCloudRecord } from "./cloud-record";
import { CloudClient } from "./control-client";
import { anotherCloudExitCode } from "./control-server";
import type { CloudStatus } from "./status";

const startLimitSec = 120;

/** A running cloud and how it was when it was found. */
export interface RunningCloud {
  readonly client: CloudClient;
  readonly status: CloudStatus;
}

/** The running cloud of a sandbox; undefined when there is none. */
export async function findCloud(stack: string, projectDir: string): Promise<RunningCloud | undefined> {
  const { id, stateDir } = sandboxPaths(stack, projectDir);
  const record = await readCloudRecord(stateDir);
  if (!record || !isRunning(record.pid, record.startTicks)) return undefined;
  const client = new CloudClient(id, record.token);
  return { client, status: await client.status() };
}

/**
 * The cloud of a sandbox, started when there is none. It outlives this process.
 *
 * @throws Error with the last lines of its log when it doesn't start.
 */
export async function ensureCloud(stack: string, projectDir: string): Promise<RunningCloud> {
  const found = await findCloud(stack, projectDir);
  if (found) return found;
  const { stateDir } = sandboxPaths(stack, projectDir);
  await mkdir(stateDir, { recursive: true });
  const logPath = join(stateDir, "cloud.log");
  const logFile = await open(logPath, "a");
  const program = join(packageRoot, "dist/sandbox/cloud/main.js");
  const child = spawn(process.execPath, [program, stack, projectDir], {
    detached: true,
    stdio: ["ignore", logFile.fd, logFile.fd],
    cwd: packageRoot,
  });
  child.unref();
  await logFile.close();
  const hasFailed = () => child.exitCode !== null && child.exitCode !== anotherCloudExitCode;
  const cloud = await pollUntil("the sandbox's cloud", startLimitSec, async () => {
    return (await findCloud(stack, projectDir)) ?? (hasFailed() ? ("failed" as const) : undefined);
  });
  if (cloud !== "failed") return cloud;
  const lines = (await readFile(logPath, "utf8")).trimEnd().split("\n").slice(-8);
  throw new Error(`the sandbox's cloud has not started; ${logPath} ends with:\n${lines.join("\n")}`);
}
