import { type ChildProcess, spawn } from "node:child_process";
import { copyFile, mkdtemp, open, readFile, rm, writeFile } from "node:fs/promises";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CarbonSettings } from "../../components/nodes/carbon/carbon-settings";
import { planCarbon } from "../../components/nodes/carbon/plan-carbon";
import type { Product } from "../../components/nodes/product";
import { runTool } from "../carbon/run-tool";
import { pollUntil } from "../elb/poll-until";
import { ensureKernelPack } from "./ensure-kernel-pack";

/** Of the stores that every distribution ships. */
const shippedPassword = "wso2carbon";

const memory = "-Xms128m -Xmx600m";

export interface LocalServerOptions {
  readonly version: string;
  readonly adminPassword: string;
  readonly settings?: Partial<CarbonSettings>;
  /** From the start to the login page. @default 180 */
  readonly startTimeoutSec?: number;
  readonly log?: (line: string) => void;
}

/** One Carbon server on this computer, configured as a node is, without a machine around it. */
export interface LocalServer {
  readonly home: string;
  readonly httpsPort: number;
  /** From the start of its script to the login page. */
  readonly readyAfterSec: number;
  /** Settles when the process has ended by itself or by `stop`. */
  readonly ended: Promise<void>;
  /** What the server has written in its log. */
  readLog(): Promise<string>;
  /** Asks for the end as systemd's unit does, by the server's own script, and returns at once. */
  stop(): Promise<void>;
  /** Ends it at once, whatever it does, and removes what it was unpacked to. */
  remove(): Promise<void>;
}

/**
 * Unpacks a kernel with the load generator's bundle, starts it, and waits for the login page.
 *
 * @throws Error with the last lines that it wrote when it isn't ready in time. Nothing is left then.
 */
export async function startLocalServer(options: LocalServerOptions): Promise<LocalServer> {
  const { version, adminPassword, settings, startTimeoutSec = 180, log = () => {} } = options;
  const zip = await ensureKernelPack(version, log);
  const product = planCarbon(version, { hostname: "localhost", ...settings });
  const folder = await mkdtemp(join(tmpdir(), "wso2-carbon-"));
  const home = join(folder, product.folder);
  const output = join(folder, "output.log");
  let child: ChildProcess | undefined;
  const remove = async () => {
    if (child) await endGroup(child);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await runTool("unzip", ["-q", zip, "-d", folder], { debianPackage: "unzip" });
    await configure(home, product, adminPassword);
    const since = performance.now();
    child = await runScript(home, product.script, output);
    await waitForLoginPage(product, startTimeoutSec, child);
    const readyAfterSec = (performance.now() - since) / 1000;
    const ended = endOf(child);
    return {
      home,
      httpsPort: product.trafficPort,
      readyAfterSec,
      ended,
      readLog: () => readFile(join(home, product.logPath), "utf8"),
      stop: () =>
        runTool("sh", [join(home, product.script), "stop"], { env: environment, debianPackage: "dash" }),
      remove,
    };
  } catch (error) {
    const lines = await readFile(output, "utf8").catch(() => "");
    await remove();
    const last = lines.trim().split("\n").slice(-15);
    throw new Error([`kernel ${version}: ${(error as Error).message}`, ...last].join("\n"));
  }
}

const environment = { ...process.env, JAVA_HOME: "/usr", JVM_MEM_OPTS: memory } as Record<string, string>;

/** The files of a node; the shipped stores under the names of a node's own. */
async function configure(home: string, product: Product, admin: string): Promise<void> {
  const passwords = { keystore: shippedPassword, truststore: shippedPassword, admin };
  for (const { path, content } of product.files({ key: "node1", serviceName: "localhost" }, passwords)) {
    await writeFile(join(home, path), content);
  }
  const ending = product.keystore.path.split(".").at(-1);
  const security = join(home, "repository/resources/security");
  await copyFile(join(security, `wso2carbon.${ending}`), join(home, product.keystore.path));
  await copyFile(join(security, `client-truststore.${ending}`), join(home, product.truststore.path));
}

/** In a process group of its own: the script stays beside the server. */
async function runScript(home: string, script: string, output: string): Promise<ChildProcess> {
  const file = await open(output, "w");
  try {
    return spawn("sh", [join(home, script)], {
      cwd: home,
      detached: true,
      stdio: ["ignore", file.fd, file.fd],
      env: environment,
    });
  } finally {
    await file.close();
  }
}

async function waitForLoginPage(product: Product, limitSec: number, child: ChildProcess): Promise<void> {
  const { path, port } = product.readiness("localhost");
  await pollUntil(`200 at ${path}`, limitSec, async () => {
    // No more tries: it has ended.
    if (child.exitCode !== null) return true;
    const status = await statusOf(port, path);
    if (status !== 200) throw new Error(`it answers ${status}`);
    return true;
  });
  if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}`);
}

function statusOf(port: number, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    // The shipped certificate has expired; nothing but this computer is asked.
    const options = { port, path, agent: false as const, rejectUnauthorized: false, timeout: 5_000 };
    const outgoing = request({ host: "127.0.0.1", ...options }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    outgoing.on("timeout", () => outgoing.destroy(new Error("no answer")));
    outgoing.on("error", reject);
    outgoing.end();
  });
}

function endOf(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once("exit", () => resolve()));
}

async function endGroup(child: ChildProcess): Promise<void> {
  const ended = endOf(child);
  try {
    if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
  } catch {
    // All of it has ended.
  }
  await ended;
}
