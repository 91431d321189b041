import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { request as plainRequest } from "node:http";
import { request as tlsRequest } from "node:https";
import { join } from "node:path";
import execa from "execa";
import { planSite } from "../../../components/apache/plan-site";
import { renderApacheConfig } from "../../../components/apache/render-config";
import {
  type ApachePaths,
  type ApacheSite,
  apacheReadinessPath,
} from "../../../components/apache/site-model";
import { poll } from "../../../components/remote/poll";
import type { TestedHttpd } from "../../support/httpds";

/** A client's answer, as it came. */
export interface Answer {
  readonly status: number;
  readonly location: string | undefined;
  readonly cookies: readonly string[];
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** One httpd with a site, in a folder of its own. */
export class RunningHttpd {
  private process: ChildProcess | undefined;
  readonly paths: ApachePaths;
  readonly configPath: string;

  constructor(
    readonly httpd: TestedHttpd,
    readonly folder: string,
    readonly site: ApacheSite,
  ) {
    const at = (name: string) => join(folder, name);
    for (const name of ["logs", "run", "states.d"]) mkdirSync(at(name), { recursive: true });
    // Root may start it: its workers then become another user, who must reach the folder.
    const user = process.getuid?.() === 0 ? { user: "nobody" } : {};
    this.paths = {
      modules: httpd.modules,
      logs: at("logs"),
      run: at("run"),
      states: at("states.d"),
      ...user,
    };
    this.configPath = at("apache2.conf");
    this.write(site);
  }

  write(site: ApacheSite): void {
    const text = renderApacheConfig(planSite(site), this.paths).replace(/^Group nobody$/m, "Group nogroup");
    writeFileSync(this.configPath, text);
  }

  /** What `apachectl configtest` runs. */
  async test(): Promise<string> {
    const { all } = await execa(this.httpd.program, ["-t", "-f", this.configPath], {
      all: true,
      reject: false,
    });
    return all ?? "";
  }

  async start(): Promise<void> {
    const args = ["-f", this.configPath, "-D", "FOREGROUND"];
    this.process = spawn(this.httpd.program, args, { stdio: ["ignore", "ignore", "inherit"] });
    await this.serves();
  }

  async serves(): Promise<void> {
    const up = await poll(
      async () => (await this.get(apacheReadinessPath).catch(() => undefined))?.status === 200 || undefined,
      { timeoutSec: 30, intervalMs: 50 },
    );
    if (!up) throw new Error(`httpd does not serve: ${this.log()}`);
  }

  signal(name: NodeJS.Signals): void {
    this.process?.kill(name);
  }

  async stop(): Promise<void> {
    const { process } = this;
    if (!process || process.exitCode !== null) return;
    const ended = new Promise((resolve) => process.once("exit", resolve));
    process.kill("SIGTERM");
    await ended;
  }

  log(name = "wso2-site.error.log"): string {
    return readFileSync(join(this.paths.logs, name), "utf8");
  }

  get(path: string, headers: Record<string, string> = {}, method = "GET", body?: string): Promise<Answer> {
    const { tls, port, host } = this.site;
    const options = {
      ...{ host: "127.0.0.1", port, path, method, headers: { host, ...headers } },
      ...(tls ? { servername: host, ca: readFileSync(this.site.caPath) } : {}),
    };
    return new Promise((resolve, reject) => {
      const request = (tls ? tlsRequest : plainRequest)(options, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.once("error", reject);
        response.once("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            location: response.headers.location,
            cookies: response.headers["set-cookie"] ?? [],
            headers: response.headers,
            body: Buffer.concat(chunks).toString("utf8"),
          }),
        );
      });
      request.once("error", reject);
      request.end(body);
    });
  }
}
