import { type ChildProcess, spawn } from "node:child_process";
import { copyFile, mkdtemp, open, readFile, rm, writeFile } from "node:fs/promises";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { NodeFacts, Product } from "../../components/nodes/product";
import { runTool } from "../carbon/run-tool";
import { pollUntil } from "../elb/poll-until";

/** Of the stores that every distribution ships. */
export const shippedPassword = "wso2carbon";

const memory = "-Xms128m -Xmx600m";

/** What is to be run on this computer, without a machine around it. */
export interface ServerRun {
  /** For errors: `kernel 4.10.32`. */
  readonly title: string;
  readonly zip: string;
  readonly product: Product;
  readonly adminPassword: string;
  /** What it knows of its node. @default a node that is alone */
  readonly facts?: Partial<NodeFacts>;
  /** Added to the JVM's arguments. @default none */
  readonly javaOpts?: string;
  /** Puts other stores in the place of the shipped ones, in that home. */
  readonly changeStores?: (home: string) => Promise<void>;
  /** From the start to the page that says that it is ready. @default 180 */
  readonly startTimeoutSec?: number;
}

/** One Carbon server on this computer, configured as a node is, without a machine around it. */
export interface LocalServer {
  readonly home: string;
  readonly httpsPort: number;
  /** From the start of its script to the page that says that it is ready. */
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
 * Unpacks a server, starts it, and waits until it is ready.
 *
 * @throws Error with the last lines that it wrote when it isn't ready in time. Nothing is left then.
 */
export async function runServer(run: ServerRun): Promise<LocalServer> {
  const { title, zip, product, startTimeoutSec = 180, javaOpts = "" } = run;
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
    await configure(home, run);
    const env = { ...environment, ...(javaOpts ? { JAVA_OPTS: javaOpts } : {}) };
    const since = performance.now();
    child = await runScript(home, product.script, output, env);
    await waitUntilReady(product, startTimeoutSec, child);
    const readyAfterSec = (performance.now() - since) / 1000;
    const ended = endOf(child);
    return {
      home,
      httpsPort: product.trafficPort,
      readyAfterSec,
      ended,
      readLog: () => readFile(join(home, product.logPath), "utf8"),
      stop: () => runTool("sh", [join(home, product.script), "stop"], { env, debianPackage: "dash" }),
      remove,
    };
  } catch (error) {
    const lines = await readFile(output, "utf8").catch(() => "");
    await remove();
    const last = lines.trim().split("\n").slice(-15);
    throw new Error([`${title}: ${(error as Error).message}`, ...last].join("\n"));
  }
}

const environment = { ...process.env, JAVA_HOME: "/usr", JVM_MEM_OPTS: memory } as Record<string, string>;

/** The files of a node; the shipped stores under the names of a node's own. */
async function configure(home: string, { product, adminPassword, facts, changeStores }: ServerRun) {
  const passwords = { keystore: shippedPassword, truststore: shippedPassword, admin: adminPassword };
  const node = { key: "node1", serviceName: "localhost", ...facts };
  for (const { path, content } of product.files(node, passwords)) {
    await writeFile(join(home, path), content);
  }
  const { keystore, sharedKeystore, truststore } = product;
  const ending = keystore.path.split(".").at(-1);
  const security = join(home, "repository/resources/security");
  for (const store of [keystore, ...(sharedKeystore ? [sharedKeystore] : [])]) {
    await copyFile(join(security, `wso2carbon.${ending}`), join(home, store.path));
  }
  await copyFile(join(security, `client-truststore.${ending}`), join(home, truststore.path));
  await changeStores?.(home);
}

/** In a process group of its own: the script stays beside the server. */
async function runScript(
  home: string,
  script: string,
  output: string,
  env: Record<string, string>,
): Promise<ChildProcess> {
  const file = await open(output, "w");
  try {
    return spawn("sh", [join(home, script)], {
      cwd: home,
      detached: true,
      stdio: ["ignore", file.fd, file.fd],
      env,
    });
  } finally {
    await file.close();
  }
}

async function waitUntilReady(product: Product, limitSec: number, child: ChildProcess): Promise<void> {
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
