import { ConnectError } from "../../../../components/remote/ssh/connect";
import type { SshTarget } from "../../../../components/remote/ssh-target";
import type { RollContext } from "../../../../components/rolling/context";
import type { BalancerMember } from "../../../../components/rolling/membership/balancer-member";
import type { NodeBehind } from "../../../../components/rolling/membership/plans";
import { FakeBalancer, fakeContext } from "./fake-balancer";

const target: SshTarget = { name: "silent", host: "192.0.2.1", user: "admin", privateKey: "", hostKey: "" };
const unreachable = new ConnectError(target, "network", "an SSH connection", "none");

/**
 * Two balancers that are machines of a group themselves, `elb1` and its peer `elb2`, with the same nodes. Of other peers,
 * `silent` can't be reached, and every other name fails otherwise.
 */
export function fakePeers(nodes: readonly string[], overrides: Partial<RollContext> = {}) {
  const log: string[] = [];
  const own = new FakeBalancer("elb1", nodes, log);
  const peer = new FakeBalancer("elb2", nodes, log);
  const kind = {
    kind: "fake",
    open: async (_: RollContext, { balancer, server }: BalancerMember & { server: string }) => {
      if (balancer === "silent") throw unreachable;
      const found = [own, peer].find(({ name }) => name === balancer);
      if (!found) throw new Error("no route");
      return found.member(server);
    },
  };
  const context = fakeContext(overrides);
  Object.assign(context, { rooms: { ...context.rooms, balancers: [kind] } });
  const member = (balancer: string, server: string) =>
    ({ kind: "fake", balancer, server }) as unknown as BalancerMember;
  const behind = (peerName: string): NodeBehind[] =>
    nodes.map((node) => ({ node, own: member("elb1", node), peers: [member(peerName, node)] }));
  return { log, own, peer, context, behind };
}
