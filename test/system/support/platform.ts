import { existsSync } from "node:fs";
import { join } from "node:path";
import { Cli, type CliResult } from "../../../sandbox/cli/drive-cli";
import { readJournal } from "../../../sandbox/cli/journal";
import { type LoadReport, runLoadInChild } from "../../../sandbox/load";
import { packageRoot } from "../../../sandbox/paths";
import { printEvidence } from "./print-evidence";

/** Short waits, small heaps, and a compiler that leaves some of two cores to others. */
const javaOpts = "-Xmx512m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

/** What both systems of two products have in common here. */
export const platformSettings: Readonly<Record<string, string>> = {
  ...{ nodeCount: "2", apart: "true", ami: "debian-12-amd64-20250316-2053" },
  ...{ javaOpts, identityJavaOpts: javaOpts },
  ...{ quietSec: "4", sessionTimeoutSec: "30", stableSec: "2" },
  startTimeoutSec: "240",
};

/** Of Identity Server's stand-in: its health page stays at 503 for ever. */
export const neverReady = `${javaOpts} -Dstandin.readySeconds=-1`;
export const ready = javaOpts;

/** What is done to these nodes in a roll, one after the other. */
export const rolled = (...nodes: string[]) =>
  nodes.flatMap((node) => ["leave", "stop", "start", "join"].map((command) => `${command} ${node}`));

const asSets = (values: Readonly<Record<string, string>>) =>
  Object.entries(values).flatMap(([key, value]) => ["--set", `wso2:${key}=${value}`]);

/** Who asks while something is changed. */
export interface Clients {
  /** Of the site. */
  readonly host: string;
  readonly path: string;
  /** Users with sessions that end after five requests; none without. @default none */
  readonly sessions?: number;
}

/** Both HAProxies have the machine in service. @param table of `status` */
export function isInService(table: string, key: string): boolean {
  return table.match(new RegExp(`^${key} +haproxy\\d +ready +UP`, "gm"))?.length === 2;
}

/** What was on its way to a machine in the moment at which it was lost, and no more. */
export function lostFew(what: string, reports: Readonly<Record<string, LoadReport>>): void {
  for (const [kind, { failures, requests }] of Object.entries(reports)) {
    const lost = failures.reduce((sum, { count }) => sum + count, 0);
    console.info(`${what}, ${kind}: ${lost} of ${requests} requests`);
    expect([kind, lost <= 10 ? "few" : failures]).toEqual([kind, "few"]);
    expect(requests).toBeGreaterThan(100);
  }
}

/** Identity Server and API Manager on machines of the sandbox. */
export class Platform<Kind extends string> {
  readonly cli: Cli;

  /** @param clients Who asks in `losesNothing`. */
  constructor(
    private readonly stateFolder: string,
    private readonly settings: Readonly<Record<string, string>>,
    private readonly clients: Readonly<Record<Kind, Clients>>,
  ) {
    this.cli = new Cli(stateFolder, "dev");
  }

  create(): Promise<string> {
    return this.change({ ...platformSettings, ...this.settings });
  }

  change(values: Readonly<Record<string, string>>): Promise<string> {
    return this.cli.must("up", ...asSets(values));
  }

  /** Nothing of it is left. */
  async remove(): Promise<void> {
    await this.cli.must("down");
    expect(existsSync(join(packageRoot, this.stateFolder, "dev"))).toBe(false);
  }

  tryChange(values: Readonly<Record<string, string>>): Promise<CliResult> {
    return this.cli.run("up", ...asSets(values));
  }

  /** `stop is1`, `start is1`, ...: what was done to the nodes since a time, in its order. */
  async done(since: number): Promise<string[]> {
    const entries = await readJournal(join(packageRoot, this.stateFolder, "dev", "roll-journal.jsonl"));
    const told = entries
      .filter(({ t, command }) => Date.parse(t) >= since && /^(leave|stop|start|join)$/.test(command))
      .filter(({ node }) => /^(apache|is|apim|cp|tm|gw)\d$/.test(node))
      .map(({ command, node }) => `${command} ${node}`);
    return told.filter((each, index) => told.indexOf(each) === index);
  }

  /**
   * What each kind of clients saw while something was changed. None may lose a request, whatever became of the change,
   * and no session may move to another node.
   */
  async losesNothing(change: () => Promise<unknown>): Promise<Record<Kind, LoadReport>> {
    const reports = await this.watch(change);
    for (const [kind, { sessions }] of this.kinds) {
      const { failures, requests, moves } = reports[kind];
      if (failures.length > 0) await printEvidence(this.cli, reports[kind]);
      expect([kind, failures]).toEqual([kind, []]);
      expect(requests).toBeGreaterThan(100);
      if (sessions !== undefined) expect([kind, moves]).toEqual([kind, []]);
    }
    return reports;
  }

  private get kinds() {
    return Object.entries(this.clients) as [Kind, Clients][];
  }

  /** What each kind of clients saw while something happened. */
  async watch(happens: () => Promise<unknown>): Promise<Record<Kind, LoadReport>> {
    const { url, caFile } = await this.cli.outputs();
    const loads = this.kinds.map(([kind, { host, path, sessions }]) => {
      const stateful = { stickySessions: sessions, sessionRequests: 5 };
      const common = { caFile, seconds: 1_200, slow: { everySec: 2, delayMs: 3_000 }, ratePerSec: 20 };
      const own = sessions === undefined ? { newConnections: 1 } : stateful;
      return [kind, runLoadInChild({ ...common, url: `${url}${path}`, host, ...own })] as const;
    });
    const end = async () =>
      Object.fromEntries(
        await Promise.all(loads.map(async ([kind, load]) => [kind, await load.stop()] as const)),
      ) as Record<Kind, LoadReport>;
    await happens().catch(async (error) => {
      await end();
      throw error;
    });
    return end();
  }
}
