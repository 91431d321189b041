import { readFileSync } from "node:fs";
import { join } from "node:path";
import { RDSClient, RebootDBInstanceCommand } from "@aws-sdk/client-rds";
import type { Cli } from "../../../sandbox/cli/drive-cli";
import { findCloud } from "../../../sandbox/cloud";
import { databaseMachineName } from "../../../sandbox/cloud/plan-database-machines";
import type { Member } from "../../../sandbox/databases/database-model";
import { postgresFiles } from "../../../sandbox/databases/postgres-files";
import { findInit, runInside } from "../../../sandbox/elb/inside-machine";
import { Cgroups } from "../../../sandbox/machines/cgroups";
import { packageRoot, sandboxPaths } from "../../../sandbox/paths";
import { countStandbys } from "../../support/count-standbys";
import { signIn } from "./carbon-console";

const ofPostgres = ["psql", "-h", postgresFiles.socket, "-p", "5432", "-U", "wso2", "-d", "wso2", "-Atqc"];
const ofMariadb = ["--no-defaults", "--socket=/var/lib/mysql/rds/server.sock", "--user=root", "-N", "-B"];

/** What an engine has words of its own for. */
const words = {
  postgres: {
    client: ["runuser", "-u", "postgres", "--", ...ofPostgres],
    nodes:
      "SELECT count(DISTINCT client_addr) FROM pg_stat_activity WHERE datname = 'wso2' AND usename = 'wso2' AND client_addr IS NOT NULL",
  },
  mariadb: {
    client: ["mariadb", ...ofMariadb, "wso2", "-e"],
    nodes:
      "SELECT COUNT(DISTINCT SUBSTRING_INDEX(HOST, ':', 1)) FROM information_schema.processlist WHERE DB = 'wso2' AND USER = 'wso2'",
  },
} as const;

/** The database of a stack in the sandbox, as AWS and an accident would treat it. */
export class SharedDatabase {
  constructor(
    private readonly cli: Cli,
    private readonly id: string,
    readonly engine: keyof typeof words,
  ) {}

  /** How many machines are connected as WSO2's user. */
  clients(): Promise<string> {
    return this.query(words[this.engine].nodes);
  }

  /** How many standbys a commit waits for. */
  standbys(): Promise<string> {
    return this.query(countStandbys[this.engine]);
  }

  /** Asks RDS for a failover, as an operator who tries one does. */
  async askForFailover(): Promise<void> {
    const { endpoint } = (await this.cloud()).status;
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    const rds = new RDSClient({ endpoint, region: "us-east-1", credentials });
    await rds.send(new RebootDBInstanceCommand({ DBInstanceIdentifier: this.id, ForceFailover: true }));
  }

  /** Ends everything on the primary's machine at once, as a power cut. */
  async killPrimary(): Promise<void> {
    new Cgroups(`${this.paths.id}/${databaseMachineName(this.id, this.primary())}`).kill();
  }

  /** Which of the two machines serves. */
  primary(): Member {
    const path = join(this.paths.stateDir, "databases", this.id, "kept.json");
    return (JSON.parse(readFileSync(path, "utf8")) as { primary: Member }).primary;
  }

  /** Of SQL on the machine that serves: one row a line, `|` between columns. */
  async query(sql: string): Promise<string> {
    const name = databaseMachineName(this.id, this.primary());
    const machine = (await this.cloud()).status.machines.find((each) => each.name === name);
    const answer = await runInside(findInit(machine?.pid ?? 0), [...words[this.engine].client, sql]);
    return answer.replaceAll("\t", "|");
  }

  private get paths() {
    process.env.WSO2_SANDBOX_STATE = this.cli.env.WSO2_SANDBOX_STATE;
    return sandboxPaths("dev", packageRoot);
  }

  private async cloud() {
    process.env.WSO2_SANDBOX_STATE = this.cli.env.WSO2_SANDBOX_STATE;
    const cloud = await findCloud("dev", packageRoot);
    if (!cloud) throw new Error("no cloud of stack dev runs");
    return cloud;
  }
}

/** What became of one attempt to sign in. */
export interface Attempt {
  /** Milliseconds since the watch began. */
  readonly at: number;
  readonly tookMs: number;
  readonly signedIn: boolean;
}

/** Signs in again and again, each time as a new client, a new attempt every half a second whatever became of the last. */
export class SignInWatch {
  readonly attempts: Attempt[] = [];
  private readonly began = Date.now();
  private readonly running = new Set<Promise<void>>();
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly at: Parameters<typeof signIn>[0],
    private readonly password: string,
  ) {
    this.timer = setInterval(() => {
      const attempt = this.attempt().finally(() => this.running.delete(attempt));
      this.running.add(attempt);
    }, 500);
  }

  /** Milliseconds since the watch began. */
  now(): number {
    return Date.now() - this.began;
  }

  /** Those that began since then and are over. */
  since(at: number): Attempt[] {
    return this.attempts.filter((each) => each.at >= at);
  }

  /** Ends the watch; attempts on their way are waited for. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await Promise.all(this.running);
  }

  private async attempt(): Promise<void> {
    const at = this.now();
    const signedIn = await signIn(this.at, "admin", this.password).then(
      ({ status, location }) => status === 302 && location.includes("loginStatus=true"),
      () => false,
    );
    this.attempts.push({ at, tookMs: this.now() - at, signedIn });
  }
}

/** What a client saw of a failover, in words for a person. */
export function describeFailover(attempts: readonly Attempt[], failedOverAt: number): string {
  const since = attempts.filter(({ at, tookMs }) => at + tookMs >= failedOverAt);
  const failed = since.filter(({ signedIn }) => !signedIn);
  const longest = Math.max(0, ...since.filter(({ signedIn }) => signedIn).map(({ tookMs }) => tookMs));
  const lastFailed = Math.max(0, ...failed.map(({ at }) => at - failedOverAt));
  return `${since.length} sign-ins, ${failed.length} failed, the last of them begun after ${lastFailed} ms; the longest that was let in took ${longest} ms`;
}
