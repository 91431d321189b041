import { mkdtempSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EC2Client, StopInstancesCommand } from "@aws-sdk/client-ec2";
import type { PairAddress, PairFacts } from "../../../components/failover-pair/pair-model";
import { planPermissions } from "../../../components/failover-pair/plan-permissions";
import type { SshTarget } from "../../../components/remote/ssh-target";
import { ensureAwsApi } from "../../../sandbox/aws-api";
import { ensureCloud, openMachines, type RunningCloud } from "../../../sandbox/cloud";
import { createAwsClients } from "../../../sandbox/cloud/aws-clients";
import { pollUntil } from "../../../sandbox/elb/poll-until";
import { ensureImage } from "../../../sandbox/machines";
import { type SandboxPaths, sandboxPaths } from "../../../sandbox/paths";
import { whyNoMachines } from "../../../sandbox/prerequisites";
import { createNetwork, runInstance } from "./cloud-account";
import { PairClients, type PairReport, renderReports } from "./pair-clients";
import { pairNames as names, otherOf, PairMachines, type PairName } from "./pair-machines";
import {
  allow,
  answered,
  createProfile,
  pairPlan,
  renderHaproxySetup,
  roll,
  startApplication,
} from "./pair-on-cloud";
import { renderPairSteps } from "./pair-times";

const reason = whyNoMachines() ?? (process.getuid?.() === 0 ? undefined : "this test runs as root only");
if (reason && process.env.CI) throw new Error(`system tests can't be skipped in CI: ${reason}`);

/** Tests of a pair that stands before the first of them, and is gone after the last. */
export function describePair(title: string, fixture: PairFixture, tests: () => void): void {
  (reason ? describe.skip : describe)(title, () => {
    beforeAll(() => fixture.open(), 600_000);
    afterAll(() => fixture.close(), 60_000);
    tests();
  });
}

const subnet = `10.${100 + (process.pid % 100)}.0`;
const addressOf = (name: PairName) => `${subnet}.${11 + names.indexOf(name)}`;
const applicationPort = 9180;

/** Where a pair is to be, before it has an address. */
export interface PairPlace {
  readonly ec2: EC2Client;
  readonly vpcId: string;
  /** The first three numbers of its addresses. */
  readonly subnet: string;
  readonly instanceOf: (name: PairName) => string;
}

/** A pair in a sandbox of its own, an application behind it, and what its clients saw. */
export class PairFixture {
  readonly paths: SandboxPaths;
  private readonly projectDir: string;
  private cloud?: RunningCloud;
  private application?: Server;
  private opened?: { readonly pair: PairMachines; readonly address: PairAddress };
  private readonly targets = new Map<PairName, SshTarget>();
  private readonly table: Record<string, PairReport> = {};
  private readonly told: string[] = [];

  constructor(
    private readonly stack: string,
    private readonly chooseAddress: (place: PairPlace) => PairAddress | Promise<PairAddress>,
  ) {
    this.projectDir = mkdtempSync(join(tmpdir(), `${stack}-`));
    this.paths = sandboxPaths(stack, this.projectDir);
  }

  async open(): Promise<void> {
    const log = () => undefined;
    await Promise.all([ensureImage(log, 12), ensureImage(log, 13), ensureAwsApi(log)]);
    const cloud = await ensureCloud(this.stack, this.projectDir);
    this.cloud = cloud;
    const { ec2, endpoint } = createAwsClients(cloud.status.endpoint);
    const { vpcId, subnetId, privateKey } = await createNetwork(ec2, `${subnet}.0/24`);
    await createProfile(endpoint, "pair");
    const instances = new Map<PairName, string>();
    for (const name of names)
      instances.set(name, await runInstance(ec2, subnetId, addressOf(name), name, 13, "pair"));
    const instanceOf = (name: PairName) => instances.get(name) ?? "";
    const address = await this.chooseAddress({ ec2, vpcId, subnet, instanceOf });
    const pair = new PairMachines(cloud, this.paths.id, address, instances);
    this.opened = { pair, address };
    const facts: PairFacts = {
      ...{ name: "pair", region: "us-east-1", ports: [80], readinessPort: 8405, address },
      machines: names.map((name) => ({ name, address: addressOf(name), instanceId: instanceOf(name) })),
    };
    const networkInterfaceIds = await pair.interfaces();
    await allow(endpoint, "pair", planPermissions({ ...facts, networkInterfaceIds, instanceNames: names }));
    for (const name of names) {
      const hostKey = await this.hostKeyOf(name);
      this.targets.set(name, { name, host: addressOf(name), user: "admin", privateKey, hostKey });
      await pair.on(name, renderHaproxySetup(`${subnet}.1:${applicationPort}`));
    }
    this.application = await startApplication(`${subnet}.1`, applicationPort);
    for (const name of names) await roll("configure-pair", pairPlan(facts, this.targetOf(name)));
    await pair.whole();
  }

  /** Prints what clients saw. */
  async close(): Promise<void> {
    console.log([renderReports(this.table), "where the time went, in seconds", ...this.told].join("\n"));
    this.application?.close();
    await this.cloud?.client.shutdown();
    await openMachines(this.paths).destroy();
    rmSync(this.projectDir, { recursive: true, force: true });
  }

  get ec2(): EC2Client {
    return createAwsClients(this.cloud?.status.endpoint ?? "").ec2;
  }

  get pair(): PairMachines {
    return this.current.pair;
  }

  /** The one that clients ask. */
  get ip(): string {
    return this.current.address.ip;
  }

  targetOf(name: PairName): SshTarget {
    const target = this.targets.get(name);
    if (target === undefined) throw new Error(`no ${name}`);
    return target;
  }

  /** What clients see while something happens to the pair, until it is whole again. */
  async seenDuring(what: string, happens: () => Promise<unknown>): Promise<PairReport> {
    const { pair } = this;
    const clients = new PairClients(this.ip);
    const sinceMs = Date.now();
    let report: PairReport;
    try {
      await happens();
    } finally {
      report = await clients.stop();
      this.table[what] = report;
    }
    await pair.whole();
    this.told.push(`${what}: ${renderPairSteps(await pair.steps(sinceMs))}`);
    return report;
  }

  /** Moves the address away as an operator does, and lets the machine back in. */
  async standby(holder: PairName): Promise<void> {
    const { pair } = this;
    await pair.on(holder, `pcs node standby ${holder} --wait=120`);
    expect(await pair.holder()).toBe(otherOf(holder));
    await pair.on(holder, `pcs node unstandby ${holder} --wait=60`);
  }

  /** Until the other one has the address, and this one is back. */
  async loseInstance(holder: PairName): Promise<void> {
    const { pair } = this;
    const boot = await pair.bootOf(holder);
    await this.stopInstance(holder);
    await pollUntil("the other holder", 150, async () =>
      (await pair.holders())[0] === otherOf(holder) ? true : undefined,
    );
    await answered(this.ip);
    await pair.rebooted(holder, boot);
  }

  async stopInstance(name: PairName): Promise<void> {
    const InstanceIds = [this.pair.instanceOf(name)];
    await this.ec2.send(new StopInstancesCommand({ InstanceIds, Force: true }));
  }

  private get current() {
    if (this.opened === undefined) throw new Error("the pair is not open");
    return this.opened;
  }

  private async hostKeyOf(name: PairName): Promise<string> {
    const look = "cat /etc/ssh/ssh_host_ed25519_key.pub && systemctl is-active ssh";
    const said = await pollUntil(`the host key of ${name}`, 60, () =>
      this.pair.on(name, look).catch(() => undefined),
    );
    return said.split("\n")[0] ?? "";
  }
}
