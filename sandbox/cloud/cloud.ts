import type { PlaneModel } from "../elb/plane-model";
import { type DebianRelease, defaultRelease, ensureImage, type MachineState, releaseOf } from "../machines";
import { doorSocket } from "../metadata/addresses";
import { Door } from "../metadata/door";
import type { SandboxPaths } from "../paths";
import { type AwsClients, createAwsClients } from "./aws-clients";
import { NetworkKeeper, openMachines } from "./cloud-network";
import { Databases, type PlacedDatabase } from "./databases";
import { type ElbReport, writeElbReports } from "./elb-report";
import { tellHostNames } from "./host-names";
import { LoadBalancers } from "./load-balancers";
import { type Log, sayOnce } from "./log";
import { settleMachines, type WishedMachine } from "./machine-room";
import { planElbMachine, planInstanceMachine } from "./machine-specs";
import {
  databaseMachineName,
  placeDatabases,
  planDatabaseMachines,
  planServed,
} from "./plan-database-machines";
import { type ElbMachine, planElbMachines } from "./plan-elb-machines";
import { planNetwork } from "./plan-network";
import { planPlanes } from "./plan-planes";
import { planPublicAddresses } from "./plan-public-addresses";
import { planRoutes } from "./plan-routes";
import { type Account, followRegion, readAccount } from "./read-account";
import { writeReport } from "./report-file";
import { settlePublicAddresses } from "./settle-public-addresses";
import type { CloudLoadBalancer, CloudStatus } from "./status";

interface PlacedElb extends ElbMachine {
  readonly model: PlaneModel;
}

/** Makes machines and load balancers of what the AWS API says, round by round. */
export class Cloud {
  private clients: AwsClients;
  private readonly networks: NetworkKeeper;
  private readonly door: Door;
  private readonly loadBalancers: LoadBalancers;
  private readonly databases: Databases;
  private readonly say: ReturnType<typeof sayOnce>;
  private account?: Account;
  private machines: readonly MachineState[] = [];
  private placed: readonly PlacedElb[] = [];
  private placedDatabases: readonly PlacedDatabase[] = [];
  private problems: readonly string[] = [];
  private reports: Readonly<Record<string, ElbReport>> = {};
  private round?: Promise<void>;

  constructor(
    private readonly paths: SandboxPaths,
    endpoint: string,
    private readonly log: Log,
  ) {
    this.clients = createAwsClients(endpoint);
    this.networks = new NetworkKeeper(paths, log);
    this.door = new Door(paths.id, doorSocket(paths.id), () => this.clients, log);
    this.loadBalancers = new LoadBalancers(log);
    this.databases = new Databases(paths.stateDir, log);
    this.say = sayOnce(log);
  }

  /** Lets machines ask who they are, and ask the AWS API. */
  open(): Promise<void> {
    return this.door.open();
  }

  /**
   * One round. Without `reread` only machines that died are brought back.
   *
   * @returns Whether all is what the API says, as far as it is not still on its way.
   */
  async settle(reread: boolean): Promise<boolean> {
    this.round = this.runRound(reread).finally(() => {
      this.round = undefined;
    });
    await this.round;
    return this.problems.length === 0;
  }

  async status(): Promise<CloudStatus> {
    const { network } = this.networks;
    return {
      pid: process.pid,
      endpoint: this.clients.endpoint,
      settled: !this.round && !this.loadBalancers.isBusy && this.problems.length === 0,
      network: network && { vpcId: network.vpcId, cidr: network.cidr },
      machines: this.machines.map((machine) => ({ ...machine, ...this.describe(machine.name) })),
      loadBalancers: await Promise.all(this.placed.map((elb) => this.describeElb(elb))),
      problems: this.problems,
    };
  }

  /** Removes every machine and the network. */
  async destroy(): Promise<void> {
    await this.round?.catch(() => {});
    await Promise.all([this.loadBalancers.finish(), this.databases.finish()]);
    this.networks.stop();
    this.door.close();
    await openMachines(this.paths).destroy();
  }

  private async runRound(reread: boolean): Promise<void> {
    try {
      if (reread || !this.account) {
        this.clients = await followRegion(this.clients);
        this.account = await readAccount(this.clients);
      }
      this.problems = await this.apply(this.account);
      await this.reportLoadBalancers();
    } catch (error) {
      this.problems = [error instanceof Error ? error.message : String(error)];
    }
    this.say("problems", this.problems.join("\n") || undefined);
  }

  private async apply(account: Account): Promise<string[]> {
    const network = planNetwork(account.vpcs);
    const host = await this.networks.settle(network);
    if (!host || !network) {
      this.machines = [];
      this.placed = [];
      this.placedDatabases = [];
      return [];
    }
    const problems: string[] = [];
    const models = planPlanes(account, problems);
    const wanted = models.map(({ key, subnetIds }) => ({ name: key, subnetIds }));
    const served = planServed(account.databases);
    const own = planElbMachines(
      [...wanted, ...planDatabaseMachines(served)],
      ...([account.subnets, account.interfaces, await host.list()] as const),
    );
    const elbMachines = own.slice(0, wanted.length);
    const databaseMachines = own.slice(wanted.length);
    const databaseImage = served.length > 0 ? await ensureImage(this.log, "databases") : "";
    const instances = account.instances.filter(({ vpcId }) => vpcId === network.vpcId);
    const imageOf = await this.findImages(instances.map(({ imageName }) => releaseOf(imageName)));
    const wishes = [
      ...instances.map((instance) => ({
        ...wish(
          instance.wanted,
          planInstanceMachine(instance, imageOf(releaseOf(instance.imageName)), account.publicKeys),
        ),
        ...(account.forcedStops.has(instance.instanceId) ? { graceSec: 0 } : {}),
      })),
      ...elbMachines.map(({ loadBalancer, machine, address }) => {
        const label = models.find(({ key }) => key === loadBalancer)?.label ?? "classic-elb";
        return wish("running", planElbMachine(machine, address, imageOf(defaultRelease), label));
      }),
      ...databaseMachines.map(({ machine, address }) =>
        wish("running", planElbMachine(machine, address, databaseImage, "rds")),
      ),
    ];
    const settled = await settleMachines(host, wishes, this.log);
    await host.setRoutes(planRoutes(account.routeTables, network.vpcId, instances));
    await settlePublicAddresses(host, planPublicAddresses(account.elasticIps, instances), this.log);
    this.machines = settled.machines;
    await this.reportMachines();
    this.placed = elbMachines.flatMap((each) => {
      const model = models.find(({ key }) => key === each.loadBalancer);
      return model ? [{ ...each, model }] : [];
    });
    for (const { machine, model } of this.placed) {
      const pid = this.pidOf(machine);
      if (pid !== undefined) this.loadBalancers.settle(model, pid, account.certificates);
    }
    await this.settleDatabases(placeDatabases(served, databaseMachines, (name) => this.pidOf(name)));
    return [...problems, ...settled.problems, ...this.databases.said];
  }

  /** Only where there is one: a machine's names stay as they were made otherwise. */
  private async settleDatabases(placed: readonly PlacedDatabase[]): Promise<void> {
    this.placedDatabases = placed;
    for (const each of placed) this.databases.settle(each);
    await this.databases.report(placed.map(({ model }) => model));
    if (this.databases.names.size === 0) return;
    const pids = this.machines.flatMap(({ pid }) => (pid === undefined ? [] : [pid]));
    await Promise.all(pids.map((pid) => tellHostNames(pid, this.databases.names)));
  }

  /** The folders of the releases that machines have; one that nobody asked for yet is built now. */
  private async findImages(found: readonly DebianRelease[]): Promise<(release: DebianRelease) => string> {
    const releases = [...new Set([defaultRelease, ...found])];
    const folders = await Promise.all(releases.map((release) => ensureImage(this.log, release)));
    return (release) => folders[releases.indexOf(release)] ?? "";
  }

  /** An instance is stopped when its machine is down. */
  private async reportMachines(): Promise<void> {
    const running = this.machines.filter(({ state }) => state === "running").map(({ name }) => name);
    await writeReport(this.paths.stateDir, "running-machines.json", running);
  }

  /** One that gives no answer just now is left as it was reported last. */
  private async reportLoadBalancers(): Promise<void> {
    const reports = await Promise.all(
      this.placed.map(async ({ machine, model }) => {
        const pid = this.pidOf(machine);
        const seen =
          pid === undefined ? undefined : await this.loadBalancers.report(model, pid).catch(() => undefined);
        return model.pools.map(
          ({ reportedAs }) => [reportedAs, seen?.[reportedAs] ?? this.reports[reportedAs]] as const,
        );
      }),
    );
    this.reports = Object.fromEntries(
      reports.flat().flatMap(([name, report]) => (report ? [[name, report]] : [])),
    );
    await writeElbReports(this.paths.stateDir, this.reports);
  }

  private pidOf(machine: string): number | undefined {
    return this.machines.find(({ name }) => name === machine)?.pid;
  }

  private describe(machine: string) {
    const elb = this.placed.find((each) => each.machine === machine);
    if (elb) return { standsFor: "load balancer" as const, title: elb.model.name };
    const database = this.placedDatabases.find(({ model }) =>
      (["a", "b"] as const).some((member) => databaseMachineName(model.id, member) === machine),
    );
    if (database) return { standsFor: "database" as const, title: database.model.id };
    const instance = this.account?.instances.find(({ instanceId }) => instanceId === machine);
    return { standsFor: "instance" as const, title: instance?.name ?? machine };
  }

  private async describeElb({ machine, address, model }: PlacedElb): Promise<CloudLoadBalancer> {
    const pid = this.pidOf(machine);
    return {
      name: model.name,
      dnsName: model.dnsName,
      address,
      ports: [...model.ports],
      instances: pid === undefined ? [] : await this.loadBalancers.health(model, pid),
      problem: this.loadBalancers.problem(model.key),
    };
  }
}

function wish(wanted: WishedMachine["wanted"], spec: WishedMachine["spec"]): WishedMachine {
  return { name: spec.name, wanted, addresses: spec.addresses, spec };
}
