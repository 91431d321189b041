import type { SshConnection } from "../../remote/ssh/connection";
import type { Wso2ElbMember } from "../elb-member";
import { standingOf } from "../member-log";
import { type Doubt, doubt, findPassedOver, type Unseen } from "./find-passed-over";
import type { ElbView } from "./read-elb";

/** WSO2's agent waits ten seconds before it takes a node in, and says so then; Tribes looks every five. */
const comesWithinSec = 25;

/** What one command has seen of the requests that an ELB sends; each node is looked for once in each membership. */
export class RequestsSeen {
  private readonly proven = new Map<string, string>();
  private readonly coming = new Map<string, { readonly standing: string; readonly sinceMs: number }>();

  constructor(private readonly member: Wso2ElbMember) {}

  /**
   * @param addresses Of the nodes that are asked about.
   * @returns `undefined` where nothing is there to prove it by
   */
  async unseen(
    connection: SshConnection,
    { log, closed }: Pick<ElbView, "log" | "closed">,
    addresses: readonly string[],
    limits: Doubt = doubt,
  ): Promise<Unseen | undefined> {
    const { probe, trafficPorts } = this.member;
    if (!probe) return undefined;
    const open = addresses.filter((address) => !closed.has(address));
    const isIn = (address: string) => log.members.get(address) === "in";
    const asked = open.filter(
      (address) => isIn(address) && this.proven.get(address) !== standingOf(log, address),
    );
    const late = open.flatMap((address) => this.isLate(address, log));
    if (asked.length === 0) return { passedOver: new Map(late), unproven: new Map() };
    const found = await findPassedOver(connection, { trafficPorts, probe }, asked, limits);
    for (const address of asked) {
      if (!found.passedOver.has(address) && !found.unproven.has(address))
        this.proven.set(address, standingOf(log, address));
    }
    return { ...found, passedOver: new Map([...found.passedOver, ...late]) };
  }

  /** Where the ELB's agent has a node left over in its list, it never says that the node has joined. */
  private isLate(address: string, log: ElbView["log"]): [string, string][] {
    if (log.members.get(address) !== "coming") return [];
    const standing = standingOf(log, address);
    const before = this.coming.get(address);
    const since = before?.standing === standing ? before.sinceMs : performance.now();
    this.coming.set(address, { standing, sinceMs: since });
    return performance.now() - since > comesWithinSec * 1000 ? [[address, `for ${comesWithinSec} s`]] : [];
  }
}
