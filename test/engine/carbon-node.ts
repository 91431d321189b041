import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from "node:fs";
import * as http from "node:http";
import * as https from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import execa from "execa";
import { signalIfThere } from "../../sandbox/process-identity";

export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
}

export interface Ask {
  readonly body?: Buffer;
  readonly cookie?: string;
  readonly tls?: "TLSv1.2" | "TLSv1.3";
}

/** One answer; a connection that fails rejects. The shipped certificate is for localhost alone: not verified. */
export function ask(url: string, { body, cookie, tls }: Ask = {}): Promise<Answer> {
  const client = url.startsWith("https:") ? https : http;
  const headers = cookie === undefined ? {} : { cookie };
  const version = tls === undefined ? {} : { minVersion: tls, maxVersion: tls };
  const options = {
    agent: false,
    headers,
    method: body ? "POST" : "GET",
    rejectUnauthorized: false,
    ...version,
  };
  return new Promise((resolve, reject) => {
    const request = client.request(url, options, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk) => chunks.push(chunk)).on("error", reject);
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString(),
        }),
      );
    });
    request.on("error", reject).end(body);
  });
}

/** The status, or 0 where nothing listens. */
export const statusOf = (url: string) =>
  ask(url).then(
    ({ status }) => status,
    () => 0,
  );

/** Says that something hangs, not how fast a computer is. */
const limitMs = 120_000;

export async function until(what: string, condition: () => Promise<boolean> | boolean): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`Not within ${limitMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** An unpacked pack in a folder of its own, run by its own script. */
export class CarbonNode {
  readonly home: string;
  private readonly folder = mkdtempSync(join(tmpdir(), "carbon-node-"));

  constructor(
    packFolder: string,
    private readonly script: string,
  ) {
    this.home = join(this.folder, packFolder);
  }

  async unpack(zip: string): Promise<void> {
    await execa("python3", ["-m", "zipfile", "-e", zip, this.folder]);
  }

  async run(args: string[], javaOpts = ""): Promise<{ exitCode: number; ms: number }> {
    const { stdout: java } = await execa("sh", ["-c", "command -v java"]);
    const javaHome = join(realpathSync(java), "../..");
    const began = Date.now();
    const { exitCode } = await execa("sh", [join(this.home, "bin", this.script), ...args], {
      env: { JAVA_HOME: javaHome, JAVA_OPTS: javaOpts },
      reject: false,
    });
    return { exitCode, ms: Date.now() - began };
  }

  get pidFile(): string {
    return join(this.home, "wso2carbon.pid");
  }

  pid(): number {
    return existsSync(this.pidFile) ? Number(readFileSync(this.pidFile, "utf8")) : 0;
  }

  /** Threads that answer requests. The JVM's own come and go, so all of them say nothing. */
  workers(): number {
    const tasks = `/proc/${this.pid()}/task`;
    const names = readdirSync(tasks).map((task) => nameOf(join(tasks, task, "comm")));
    return names.filter((name) => name.startsWith("PassThroughMess")).length;
  }

  log(): string[] {
    const file = join(this.home, "repository/logs/wso2carbon.log");
    return existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
  }

  /** Ends what still runs and removes the folder. */
  async remove(): Promise<void> {
    const pid = this.pid();
    if (pid > 0) {
      signalIfThere(pid, "SIGKILL");
      await until("the killed server is gone", () => !existsSync(`/proc/${pid}`));
    }
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** A thread's name, or nothing where it has ended. */
const nameOf = (file: string): string => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
};
