import { join } from "node:path";
import { Cli, type CliResult } from "../../../sandbox/cli/drive-cli";
import { readJournal } from "../../../sandbox/cli/journal";
import { type LoadReport, runLoadInChild } from "../../../sandbox/load";
import { packageRoot } from "../../../sandbox/paths";

/** Short waits, small heaps, and a compiler that leaves some of two cores to others. */
const javaOpts = "-Xmx512m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC";
const settings: Readonly<Record<string, string>> = {
  ...{ system: "api-manager", version: "4.4.0", identityVersion: "7.0.0" },
  ...{
    host: "api.example.com",
    nodeCount: "2",
    apart: "true",
    ami: "debian-12-amd64-20250316-2053",
    javaOpts,
    identityJavaOpts: javaOpts,
  },
  ...{ quietSec: "4", sessionTimeoutSec: "30", stableSec: "2", checkIntervalSec: "1" },
  startTimeoutSec: "240",
};

/** Of Identity Server's stand-in: its health page stays at 503 for ever. */
export const neverReady = `${javaOpts} -Dstandin.readySeconds=-1`;
export const ready = javaOpts;

const asSets = (values: Readonly<Record<string, string>>) =>
  Object.entries(values).flatMap(([key, value]) => ["--set", `wso2:${key}=${value}`]);

/** Identity Server and API Manager on machines of the sandbox. */
export class Platform {
  readonly cli: Cli;

  constructor(private readonly stateFolder: string) {
    this.cli = new Cli(stateFolder, "dev");
  }

  create(): Promise<string> {
    return this.cli.must("up", ...asSets(settings));
  }

  change(values: Readonly<Record<string, string>>): Promise<string> {
    return this.cli.must("up", ...asSets(values));
  }

  tryChange(values: Readonly<Record<string, string>>): Promise<CliResult> {
    return this.cli.run("up", ...asSets(values));
  }

  /** `stop is1`, `start is1`, ...: what was done to the products since a time, in its order. */
  async done(since: number): Promise<string[]> {
    const entries = await readJournal(join(packageRoot, this.stateFolder, "dev", "roll-journal.jsonl"));
    const told = entries
      .filter(({ t, command }) => Date.parse(t) >= since && /^(leave|stop|start|join)$/.test(command))
      .filter(({ node }) => /^(is|apim)\d$/.test(node))
      .map(({ command, node }) => `${command} ${node}`);
    return told.filter((each, index) => told.indexOf(each) === index);
  }

  /**
   * What clients of the portals, with sessions, and of the gateway, without, saw while something was changed. None may
   * lose a request, whatever became of the change.
   */
  async losesNothing(change: () => Promise<unknown>): Promise<Record<"portals" | "gateway", LoadReport>> {
    const { url, host, caFile } = await this.cli.outputs();
    const common = { url: `${url}/wso2/load`, caFile, seconds: 1_200, slow: { everySec: 2, delayMs: 3_000 } };
    const loads = {
      portals: runLoadInChild({ ...common, host, ratePerSec: 20, stickySessions: 16, sessionRequests: 5 }),
      gateway: runLoadInChild({ ...common, host: `gateway.${host}`, ratePerSec: 20, newConnections: 1 }),
    };
    const end = async () => ({ portals: await loads.portals.stop(), gateway: await loads.gateway.stop() });
    await change().catch(async (error) => {
      await end();
      throw error;
    });
    const reports = await end();
    for (const { failures, requests } of Object.values(reports)) {
      expect(failures).toEqual([]);
      expect(requests).toBeGreaterThan(100);
    }
    expect(reports.portals.moves).toEqual([]);
    return reports;
  }
}
