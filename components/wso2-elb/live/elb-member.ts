import { withLock } from "../../remote/lock";
import { poll } from "../../remote/poll";
import { RollError } from "../../remote/roll-error";
import type { SshConnection } from "../../remote/ssh/connection";
import { runAsRoot } from "../../remote/ssh/shell";
import type { RollContext } from "../../rolling/context";
import type { GroupFacts, Member, MemberState } from "../../rolling/membership/member";
import type { OutRecord } from "../../rolling/membership/out-record";
import type { FloorPolicy } from "../../rolling/membership/plans";
import type { Wso2ElbMember } from "../elb-member";
import { planGroupFacts } from "../group-facts";
import { planNodeView } from "../node-view";
import { renderClose, renderCloseTraffic, renderOpen } from "../tribes-routes";
import { elbFiles } from "./elb-files";
import { letIn } from "./let-in";
import { findElbProblems } from "./preflight";
import { type ElbView, readElb } from "./read-elb";
import { RequestsSeen } from "./requests-seen";

const lockWaitSec = 60;
/** Tribes looks every five seconds whether a member is there; what it then tries has limits of its own. */
const leftWithinSec = 60;

/**
 * A node as a member of what one WSO2 ELB balances. ELB 2.0 has no admin state of a member: who is in the Tribes domain
 * gets requests, who has left gets none, and its sessions go to others. So a node leaves by its Tribes port: the
 * ELB's machine gets no way there any more, and Tribes sees that within seconds. Then the ports of requests take no new
 * connection, and what is in flight is answered. With the ways open again, Tribes lets it in by itself.
 */
export class ElbServerMember implements Member {
  readonly oldClientsLimitSec = 0;
  readonly balancer: string;
  readonly server: string;
  readonly group: string;
  readonly lockedAs: string;
  private readonly requests: RequestsSeen;

  constructor(
    private readonly member: Wso2ElbMember,
    private readonly context: RollContext,
  ) {
    this.balancer = member.balancer;
    this.server = member.server;
    this.group = `${member.balancer} ${member.domain}`;
    this.lockedAs = member.balancer;
    this.requests = new RequestsSeen(member);
  }

  async facts(): Promise<GroupFacts> {
    const { domain, nodes } = this.member;
    const [view, files] = await this.over((connection) =>
      Promise.all([
        this.look(connection, Object.values(nodes)),
        runAsRoot(connection, elbFiles.renderRead, { step: "read what a roll wrote down" }).then(
          elbFiles.parse,
        ),
      ]),
    );
    return planGroupFacts(domain, nodes, view, files);
  }

  async state(): Promise<MemberState> {
    const view = await this.over((connection) => this.look(connection, [this.address]));
    return {
      view: planNodeView(this.server, this.address, view),
      inFlight: view.inFlight.get(this.server) ?? 0,
    };
  }

  check(): Promise<string[]> {
    return this.over((connection) => findElbProblems(connection, this.member));
  }

  async exclusive<T>(work: () => Promise<T>): Promise<T> {
    return withLock(await this.context.pool.connect(this.member.ssh), lockWaitSec, work);
  }

  /** New clients and those with a session: ELB 2.0 gives up the sessions of a member that leaves. */
  drain(): Promise<void> {
    return this.asRoot(renderClose(this.route), "close the way to the node's Tribes port");
  }

  /** @throws RollError when the ELB still has it after a minute */
  async takeOut(): Promise<void> {
    if (!(await this.read()).closed.has(this.address)) await this.drain();
    let seen = "";
    const out = await poll(
      async () => {
        const { view } = await this.state();
        seen = view.status;
        return view.admin === "maint" ? true : undefined;
      },
      { timeoutSec: leftWithinSec, intervalMs: 500, signal: this.context.signal },
    );
    if (out) {
      const { trafficPorts } = this.member;
      const script = `${renderClose(this.route)}\n${renderCloseTraffic(this.address, trafficPorts)}`;
      return this.asRoot(script, "close the way for new requests");
    }
    throw new RollError({
      node: this.server,
      step: "leave the Tribes domain",
      expected: `${this.balancer} to say "left cluster" within ${leftWithinSec} s`,
      seen,
      next: "see its wso2carbon.log for what Tribes does; then `pulumi up`",
    });
  }

  putBack(): Promise<void> {
    return this.admit();
  }

  async admit(): Promise<void> {
    // The way is opened whatever the ELB is in.
    const before = await this.state().catch(() => undefined);
    const open = () => this.asRoot(renderOpen(this.route), "open the way to the node's Tribes port");
    const close = () => this.drain();
    const log = async () => (await this.read()).log;
    const way = { open, close, log, anew: before?.view.passedOver === true, signal: this.context.signal };
    await letIn(this.address, way);
  }

  async oldClients(): Promise<number> {
    return 0;
  }

  writeRecord(record: OutRecord): Promise<void> {
    return this.asRoot(elbFiles.renderWriteRecord(this.key, record), "write down who takes the node out");
  }

  removeRecord(): Promise<void> {
    return this.asRoot(elbFiles.renderRemoveRecord(this.key), "remove what says who took the node out");
  }

  writeFloors(policy: FloorPolicy): Promise<void> {
    return this.asRoot(
      elbFiles.renderWriteFloors(this.member.domain, policy),
      "write down what must stay in service",
    );
  }

  async save(inService: boolean): Promise<void> {
    if (inService)
      await this.asRoot(elbFiles.renderMarkJoined(this.key), "write down that the node has been in service");
  }

  forget(): Promise<void> {
    return this.asRoot(`${renderOpen(this.route)}\n${elbFiles.renderForget(this.key)}`, "forget the node");
  }

  private get address(): string {
    return this.member.nodes[this.server] ?? "";
  }

  private get route() {
    return { address: this.address, port: this.member.tribesPort };
  }

  private get key(): string {
    return `${this.member.domain}/${this.server}`;
  }

  private read(): Promise<ElbView> {
    return this.over((connection) => readElb(connection, this.member));
  }

  private async look(connection: SshConnection, addresses: readonly string[]) {
    const view = await readElb(connection, this.member);
    return { ...view, ...(await this.requests.unseen(connection, view, addresses)) };
  }

  private over<T>(work: (connection: SshConnection) => Promise<T>): Promise<T> {
    return this.context.pool.run(this.member.ssh, work);
  }

  private async asRoot(script: string, step: string): Promise<void> {
    await this.over((connection) => runAsRoot(connection, script, { step }));
  }
}
