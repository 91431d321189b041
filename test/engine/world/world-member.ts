import type { HaproxyMember } from "../../../components/haproxy/haproxy-member";
import type { GroupFacts, Member, MemberState } from "../../../components/rolling/membership/member";
import type { MemberView } from "../../../components/rolling/membership/member-view";
import type { OutRecord } from "../../../components/rolling/membership/out-record";
import type { FloorPolicy } from "../../../components/rolling/membership/plans";
import type { Balancer } from "./balancer";
import { alive, runningCommand } from "./command";
import type { World } from "./world";

/** A node as one server of one of the world's balancers; stands in for `HaproxyServerMember`. */
export class WorldMember implements Member {
  readonly balancer: string;
  readonly server: string;
  readonly oldClientsLimitSec = 1;
  private readonly side: Balancer;

  constructor(
    private readonly world: World,
    { balancer, server }: Pick<HaproxyMember, "balancer" | "server">,
  ) {
    this.balancer = balancer;
    this.server = server;
    this.side = world.balancer(balancer);
  }

  async facts(): Promise<GroupFacts> {
    await this.reach();
    const { wanted, joined, floors, records } = this.side;
    return {
      servers: this.side.servers().map((node) => this.view(node)),
      wanted,
      joined: [...joined],
      floors,
      records: [...records.values()],
    };
  }

  async state(): Promise<MemberState> {
    await this.reach();
    if (!this.side.admin(this.server)) throw new Error(`${this.balancer} has no server ${this.server}`);
    return { view: this.view(this.server), inFlight: 0 };
  }

  async exclusive<T>(work: () => Promise<T>): Promise<T> {
    await this.reach();
    return this.side.exclusive(work);
  }

  async oldClients(): Promise<number> {
    await this.reach();
    return 0;
  }

  drain = () => this.act("drain", () => this.side.set(this.server, "drain"));
  takeOut = () => this.act("take out", () => this.side.set(this.server, "maint"));
  putBack = () => this.act("put back", () => this.side.set(this.server, "ready"));
  admit = () => this.act("admit", () => this.side.set(this.server, "ready"));
  forget = () => this.act("forget", () => this.side.forget(this.server));
  removeRecord = () => this.act("remove record", () => this.side.records.delete(this.server));

  writeRecord(record: OutRecord): Promise<void> {
    return this.act("write record", () => this.side.records.set(this.server, record));
  }

  writeFloors(policy: FloorPolicy): Promise<void> {
    return this.act("write floors", () => {
      this.side.floors = policy;
    });
  }

  save(inService: boolean): Promise<void> {
    return this.act("save", () => inService && this.side.joined.add(this.server));
  }

  private async reach(): Promise<void> {
    await alive();
    if (this.side.isCut) throw new Error(`connection to ${this.balancer} lost`);
  }

  private async act(what: string, change: () => unknown): Promise<void> {
    const verb = runningCommand.getStore()?.verb ?? "test";
    await this.reach();
    await this.world.act(`${verb} ${this.server}: ${what} ${this.balancer}`, () => {
      if (this.side.isCut) throw new Error(`connection to ${this.balancer} lost`);
      change();
    });
  }

  /** As HAProxy shows it once a check has been made; in maint there are none. */
  private view(node: string): MemberView {
    const admin = this.side.admin(node) ?? "maint";
    const runs = this.world.isRunning(node);
    const status = { maint: "MAINT", drain: "DRAIN", ready: runs ? "UP" : "DOWN" }[admin];
    const isChecked = admin !== "maint";
    const check = isChecked ? (runs ? "L7OK/200" : "L4CON") : "";
    return {
      ...{ name: node, status, admin },
      ...{ up: runs && isChecked, checkPassed: runs && isChecked, check },
      ...{ sessions: 0, requests: 0, downs: 0 },
    };
  }
}
