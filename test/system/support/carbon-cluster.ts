import { Cli, type CliResult } from "../../../sandbox/cli/drive-cli";
import { type LoadReport, runLoadInChild } from "../../../sandbox/load";
import { mostOutAtOnce, readMachineEvents } from "./machine-logs";

/**
 * WSO2's own server on small machines: short waits, but a drain that is longer than a session of the load
 * generator's (5 requests, about 1.2 s between two of them; two slow ones of 3 s, 3 s between them).
 */
const settings: Readonly<Record<string, string>> = {
  system: "app-server",
  version: "4.10.2",
  host: "console.example.com",
  nodeCount: "2",
  // Another deployment of the stack may begin at the same moment, and a range is seen to be taken a little later.
  vpcCidr: "10.45.0.0/16",
  // Two cores for all machines: small heaps, and a compiler that leaves some of them to others.
  javaOpts: "-Xmx512m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
  quietSec: "4",
  sessionTimeoutSec: "20",
  stableSec: "2",
  startTimeoutSec: "240",
};

const sessions = {
  ...{ ratePerSec: 20, stickySessions: 16, sessionRequests: 5 },
  slow: { everySec: 2, delayMs: 3_000, sessionRequests: 2 },
};

/** Where nobody is served yet, or need be: servers start side by side. */
export const together = { batch: "100%", minHealthy: "0" };
/** From then on one at a time, and from the first on where they share an empty database. */
export const oneByOne = { batch: "", minHealthy: "" };

const asSets = (values: Readonly<Record<string, string>>) =>
  Object.entries(values).flatMap(([key, value]) => ["--set", `wso2:${key}=${value}`]);

/** Servers of WSO2's Carbon kernel on machines of the sandbox, behind HAProxy and a classic ELB. */
export class CarbonCluster {
  readonly cli: Cli;

  /** @param stateFolder One of its own for each test file. */
  constructor(stateFolder: string, stack = "dev") {
    this.cli = new Cli(stateFolder, stack);
  }

  /** The first deployment. @param change Settings beside those above; an empty value drops one. */
  create(change: Readonly<Record<string, string>> = {}): Promise<string> {
    return this.cli.must("up", ...asSets({ ...settings, ...together, ...change }));
  }

  /** A change that must succeed. */
  change(values: Readonly<Record<string, string>>): Promise<string> {
    return this.cli.must("up", ...asSets({ ...oneByOne, ...values }));
  }

  /** A change that may fail. */
  tryChange(values: Readonly<Record<string, string>>): Promise<CliResult> {
    return this.cli.run("up", ...asSets({ ...oneByOne, ...values }));
  }

  /** What the server of a node has written since its home was made. */
  log(node: string): Promise<string> {
    return this.cli.ssh(node, "sudo cat /opt/wso2/carbon/repository/logs/wso2carbon.log");
  }

  /** What a node is told. */
  configuration(node: string): Promise<string> {
    return this.cli.ssh(node, "sudo cat /opt/wso2/carbon/repository/conf/deployment.toml");
  }

  /** What sessions, visitors and slow clients saw while something was changed. */
  async underLoad(change: () => Promise<unknown>): Promise<LoadReport> {
    const { url, host, caFile } = await this.cli.outputs();
    const load = runLoadInChild({ url: `${url}/wso2/load`, host, caFile, seconds: 1_800, ...sessions });
    await change().catch(async (error) => {
      await load.stop();
      throw error;
    });
    return load.stop();
  }

  /** No request may be lost, no session may begin anew, and no two of these nodes may be out at one time. */
  async losesNothing(nodes: readonly string[], change: () => Promise<unknown>): Promise<LoadReport> {
    const since = Date.now();
    const report = await this.underLoad(change);
    expect([report.failures, report.moves]).toEqual([[], []]);
    expect(report.requests).toBeGreaterThan(300);
    const balancers = ["haproxy1", "haproxy2"];
    const events = await readMachineEvents(this.cli, balancers, nodes, since, "wso2-carbon");
    // A node that leaves for good is none of them.
    expect(mostOutAtOnce(events.filter(({ node }) => nodes.includes(node)))).toBe(1);
    return report;
  }
}
