import type { OutRecord } from "../../../components/rolling/membership/out-record";
import type { FloorPolicy } from "../../../components/rolling/membership/plans";
import { alive, runningCommand, type WorldCommand } from "./command";

type Admin = "ready" | "drain" | "maint";

/** One balancer, with what the roll keeps on it. */
export class Balancer {
  private readonly states = new Map<string, Admin>();
  readonly records = new Map<string, OutRecord>();
  readonly joined = new Set<string>();
  wanted: readonly string[] = [];
  floors: FloorPolicy | undefined;
  /** Can't be reached, and goes on balancing. */
  isCut = false;
  private holder: WorldCommand | undefined;
  private readonly queue: (() => void)[] = [];

  constructor(readonly name: string) {}

  servers(): string[] {
    return [...this.states.keys()];
  }

  admin = (node: string): Admin | undefined => this.states.get(node);

  set(node: string, admin: Admin): void {
    if (!this.states.has(node)) throw new Error(`${this.name} has no server ${node}`);
    this.states.set(node, admin);
  }

  /** New servers begin in maint; what is wanted no more and not in maint stays until its own leave. */
  configure(wanted: readonly string[]): void {
    this.wanted = wanted;
    for (const [node, admin] of [...this.states]) {
      if (admin === "maint" && !wanted.includes(node)) this.forget(node);
    }
    for (const node of wanted) if (!this.states.has(node)) this.states.set(node, "maint");
  }

  /** The same state, on its own. */
  copy(): Balancer {
    const copy = new Balancer(this.name);
    for (const [node, admin] of this.states) copy.states.set(node, admin);
    for (const [node, record] of this.records) copy.records.set(node, record);
    for (const node of this.joined) copy.joined.add(node);
    copy.wanted = this.wanted;
    copy.floors = this.floors;
    return copy;
  }

  forget(node: string): void {
    this.states.delete(node);
    this.records.delete(node);
    this.joined.delete(node);
  }

  async exclusive<T>(work: () => Promise<T>): Promise<T> {
    const command = runningCommand.getStore();
    while (this.holder) await new Promise<void>((resolve) => this.queue.push(resolve));
    await alive();
    this.holder = command;
    const release = () => {
      if (this.holder !== command) return;
      this.holder = undefined;
      this.queue.shift()?.();
    };
    command?.whenDead(release);
    try {
      return await work();
    } finally {
      release();
    }
  }
}
