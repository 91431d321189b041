import { Balancer } from "./balancer";
import { alive, runningCommand, type WorldCommand } from "./command";
import { type Fault, Faults } from "./faults";

/** A machine of a node, and what runs on it. */
export interface WorldMachine {
  readonly image: string;
  /** Distributions that have been brought to it. */
  readonly staged: Set<string>;
  running?: { readonly version: string; readonly configuration: string };
  /** What ran last. */
  stopped?: WorldMachine["running"];
}

/** All that is below the roll program: balancers, machines, products. In memory, and watched at every instant. */
export class World {
  balancers: Balancer[];
  machines = new Map<string, WorldMachine>();
  /** How many nodes must serve on each balancer at every instant. */
  floor = 0;
  /** What must never be, and was. */
  readonly violations: string[] = [];
  /** Every point that was passed in this run. */
  points: string[] = [];
  /** `L1 S1 G1 J1`: commands in the order in which they ended, with ! when they failed. */
  journal: string[] = [];
  faults = new Faults();
  /** Of the roll program. */
  env: Record<string, string> = {};

  /** @param prefixes Of each group's two balancers. */
  constructor(prefixes: readonly string[] = [""]) {
    this.balancers = prefixes.flatMap((prefix) =>
      [`${prefix}haproxy1`, `${prefix}haproxy2`].map((name) => new Balancer(name)),
    );
  }

  /** A run of the engine begins. */
  begin(faults: readonly Fault[] = []): void {
    this.faults = new Faults(faults);
    this.points = [];
    this.journal = [];
    for (const balancer of this.balancers) balancer.isCut = false;
  }

  /** Everything as it is now; to be given to `restore`, more than once. */
  save(): WorldState {
    return { balancers: this.balancers.map((each) => each.copy()), machines: copyMachines(this.machines) };
  }

  restore({ balancers, machines }: WorldState): void {
    this.balancers = balancers.map((each) => each.copy());
    this.machines = copyMachines(machines);
    this.violations.length = 0;
  }

  balancer(name: string): Balancer {
    const found = this.balancers.find((each) => each.name === name);
    if (!found) throw new Error(`there is no balancer ${name}`);
    return found;
  }

  machine(node: string): WorldMachine {
    const found = this.machines.get(node);
    if (!found) throw new Error(`there is no machine for ${node}`);
    return found;
  }

  /** Something that changes the world, where something may go wrong. */
  async act(point: string, change: () => void): Promise<void> {
    await alive();
    this.points.push(point);
    const fault = this.faults.take(point);
    const command = runningCommand.getStore();
    if (fault === "kill" && command) kill(command);
    if (fault === "cut") for (const each of this.balancers) each.isCut ||= each.name.endsWith("haproxy2");
    await alive();
    if (fault === "fail") throw new Error(`${point}: broken by the test`);
    change();
    this.watch(point);
    if (fault === "lose") throw new Error(`${point}: its answer was lost by the test`);
    if (fault === "kill-after" && command) kill(command);
    await alive();
  }

  /** Nodes that get requests from a balancer and answer them. */
  serving(balancer: Balancer): string[] {
    return balancer.servers().filter((node) => balancer.admin(node) === "ready" && this.isRunning(node));
  }

  isRunning(node: string): boolean {
    return this.machines.get(node)?.running !== undefined;
  }

  /** Ends what runs on a node; clients notice when a balancer still sends them there. */
  end(node: string, how: string): void {
    const open = this.balancers.filter(
      (balancer) => this.isRunning(node) && !["maint", undefined].includes(balancer.admin(node)),
    );
    if (open.length > 0) {
      const where = open.map(({ name, admin }) => `${admin(node)} on ${name}`);
      this.violations.push(`${node} was ${how} while it was ${where.join(", ")}`);
    }
    const machine = this.machines.get(node);
    if (!machine) return;
    machine.stopped = machine.running ?? machine.stopped;
    machine.running = undefined;
  }

  private watch(point: string): void {
    for (const balancer of this.balancers) {
      const serving = this.serving(balancer);
      if (serving.length >= this.floor) continue;
      this.violations.push(
        `${balancer.name} had ${serving.join(" ") || "no node"} in service, ${this.floor} must be, after "${point}"`,
      );
    }
  }
}

/** What `World.save` keeps. */
export interface WorldState {
  readonly balancers: readonly Balancer[];
  readonly machines: ReadonlyMap<string, WorldMachine>;
}

function copyMachines(machines: ReadonlyMap<string, WorldMachine>): Map<string, WorldMachine> {
  return new Map(
    [...machines].map(([node, machine]) => [node, { ...machine, staged: new Set(machine.staged) }]),
  );
}

function kill(command: WorldCommand): void {
  command.die();
  process.kill(command.pid, "SIGKILL");
}
