import { withLock } from "../../remote/lock";
import { RollError } from "../../remote/roll-error";
import { quote, runAsRoot } from "../../remote/ssh/shell";
import type { RollContext } from "../../rolling/context";
import type { GroupFacts, Member, MemberState } from "../../rolling/membership/member";
import type { MemberView } from "../../rolling/membership/member-view";
import { type OutRecord, renderOutRecord } from "../../rolling/membership/out-record";
import type { PairMember } from "../pair-member";
import { outAttribute, recordAttribute } from "../pair-paths";
import { viewOf } from "../pair-status";
import { PairCluster } from "./pair-cluster";

const lockWaitSec = 60;
/** The cluster's own limits end what it does; this is only for a machine that says nothing more. */
const serviceTimeoutSec = 600;

/**
 * A machine as a member of a failover pair. Out is an attribute of it in the cluster: the address then moves to the
 * other one, after its connections have ended. HAProxy stays, because a machine that joins catches up first.
 */
export class PairMachineMember implements Member {
  readonly balancer: string;
  readonly server: string;
  /** What is in flight is waited for by the cluster itself, before the address moves. */
  readonly oldClientsLimitSec = 0;
  private readonly cluster: PairCluster;

  constructor(
    private readonly member: PairMember,
    private readonly context: RollContext,
  ) {
    this.balancer = member.balancer;
    this.server = member.server;
    this.cluster = new PairCluster(context, [member.other, member.ssh]);
  }

  async facts(): Promise<GroupFacts> {
    const { machines, records } = await this.cluster.status();
    const servers = machines.map(viewOf);
    return { servers, wanted: servers.map(({ name }) => name), size: 2, records };
  }

  async state(): Promise<MemberState> {
    const { machines } = await this.cluster.status();
    const own = machines.find(({ name }) => name === this.server);
    if (!own) return { view: unknownMachine(this.server), inFlight: 0 };
    return { view: viewOf(own), inFlight: own.out ? own.held : 0 };
  }

  async check(): Promise<string[]> {
    const { machines, hasQuorum } = await this.cluster.status();
    const unclean = machines.filter((machine) => machine.unclean).map(({ name }) => name);
    return [
      ...(hasQuorum ? [] : ["the cluster has no quorum: it moves nothing"]),
      ...unclean.map((name) => `${name} is to be fenced first: see \`pcs status\``),
    ];
  }

  /** Of both machines the one whose name comes first, so that two programs meet. */
  async exclusive<T>(work: () => Promise<T>): Promise<T> {
    const ordered = [this.member.ssh, this.member.other].sort((a, b) => a.name.localeCompare(b.name));
    const reached = await this.firstReached(ordered);
    return withLock(reached, lockWaitSec, work);
  }

  async drain(): Promise<void> {
    await this.cluster.setAttribute(this.server, outAttribute, "true");
  }

  /**
   * It also leaves the cluster, so that the other one does not take it for lost when its machine ends. The last one
   * stays in it, without the address: nobody is left who could, and who asks the cluster later finds it here.
   */
  async takeOut(): Promise<void> {
    await this.drain();
    const { machines } = await this.cluster.status();
    if (!machines.some(({ name, online }) => online && name !== this.server)) return;
    // Pacemaker stops HAProxy with itself; a machine that is out keeps it, for a join to catch up by.
    const stop = "systemctl stop pacemaker corosync\nsystemctl start haproxy";
    await this.onMachine(stop, "leave the cluster").catch((error: unknown) => {
      // A machine that is gone has left; one that is only out of sight is fenced by the other.
      if (!(error instanceof RollError)) throw error;
      this.context.report.line(this.server, "leave the cluster", `not by itself: ${error.message}`);
    });
  }

  putBack(): Promise<void> {
    return this.admit();
  }

  async admit(): Promise<void> {
    await this.onMachine("systemctl start corosync pacemaker", "join the cluster");
    await this.cluster.setAttribute(this.server, outAttribute, undefined);
    await this.cluster.run(`pcs node unstandby ${quote(this.server)} 2> /dev/null || :`, "end its standby");
  }

  async oldClients(): Promise<number> {
    return 0;
  }

  writeRecord(record: OutRecord): Promise<void> {
    return this.cluster.setAttribute(this.server, recordAttribute, renderOutRecord(record));
  }

  removeRecord(): Promise<void> {
    return this.cluster.setAttribute(this.server, recordAttribute, undefined);
  }

  /** Of two machines one must stay: the plan of each says so. */
  async writeFloors(): Promise<void> {}

  /** The cluster keeps what it is told. */
  async save(): Promise<void> {}

  async forget(): Promise<void> {}

  private async onMachine(script: string, step: string): Promise<void> {
    await this.context.pool.run(this.member.ssh, (connection) =>
      runAsRoot(connection, script, { step, timeoutSec: serviceTimeoutSec }),
    );
  }

  private async firstReached([first, second]: PairMember["ssh"][]) {
    if (!first || !second) throw new Error("a pair has two machines");
    return this.context.pool.connect(first).catch(() => this.context.pool.connect(second));
  }
}

function unknownMachine(name: string): MemberView {
  return {
    ...{ name, status: "not in the cluster", admin: "maint", up: false, checkPassed: false, check: "" },
    ...{ requests: 0, downs: 0 },
  };
}
