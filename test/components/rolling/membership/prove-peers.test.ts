import type { RollContext } from "../../../../components/rolling/context";
import { leaveMembers } from "../../../../components/rolling/membership/leave";
import type { OutRecord } from "../../../../components/rolling/membership/out-record";
import { provePeers } from "../../../../components/rolling/membership/prove-peers";
import { exampleMembership } from "../../program/example-plans";
import { FakeBalancer } from "./fake-balancer";
import { fakePeers } from "./fake-peers";

const nodes = ["node1", "node2"];
const gone = { up: false, checkPassed: false, status: "left" };

function setUp(overrides: Partial<RollContext> = {}) {
  const { log, own, peer, context, behind } = fakePeers(nodes, overrides);
  const edge = new FakeBalancer("edge", ["elb1", "elb2"], log);
  const run = (timeoutSec = 0.1, peerName = "elb2") =>
    provePeers(context, "elb1", behind(peerName), timeoutSec);
  const leave = () => {
    const plan = { ...exampleMembership, node: "elb1", behind: behind("elb2") };
    return leaveMembers(context, { ...plan, join: { upTimeoutSec: 0.1, stableSec: 0 } }, [
      edge.member("elb1"),
    ]);
  };
  return { log, own, peer, run, leave, context };
}

describe("a balancer that leaves", () => {
  it("goes when each peer has its nodes in service, and says so", async () => {
    const { log, run, leave, context } = setUp();
    await run();
    expect(log).toEqual([]);
    expect(context.lines.join("\n")).toMatch(/elb1 +peers +elb2 can go on without it, with node1 node2/);
    await leave();
    expect(log).toContain("edge takeOut elb1");
  });

  it("fails before anything is changed where a peer has lost a node that its clients would need", async () => {
    const { log, peer, leave } = setUp();
    for (const node of nodes) peer.set(node, gone);
    await expect(leave()).rejects.toThrow(
      /elb1: prove that its peers can go on without it.*saw elb2 has node1 left, elb2 has node2 left, elb2 has none in service/s,
    );
    expect(log).toEqual([]);
  });

  it("lets in anew whom a peer has and sends nothing", async () => {
    const { log, peer, run } = setUp();
    peer.set("node1", { passedOver: true });
    await run(5);
    expect(log).toEqual(["elb2 lock", "elb2 admit node1", "elb2 unlock"]);
  });

  it("lets in one after the other, for its peer serves", async () => {
    const { log, peer, run } = setUp();
    for (const node of nodes) peer.set(node, { passedOver: true });
    peer.healthy = () => false;
    const proven = run(5);
    while (!log.includes("elb2 unlock")) await new Promise(setImmediate);
    await new Promise((resolve) => setTimeout(resolve, 1200));
    expect(log).toEqual(["elb2 lock", "elb2 admit node1", "elb2 unlock"]);
    peer.healthy = () => true;
    peer.set("node1", { up: true, checkPassed: true });
    await proven;
    expect(log.slice(3)).toEqual(["elb2 lock", "elb2 admit node2", "elb2 unlock"]);
  });

  it("asks its peers also where it has not been seen itself to send its nodes requests", async () => {
    const { own, peer, run } = setUp();
    for (const node of nodes) own.set(node, { passedOver: true });
    peer.set("node2", gone);
    await expect(run()).rejects.toThrow(/saw elb2 has node2 left/);
  });

  it("waits for a node that is on its way in", async () => {
    const { peer, run } = setUp();
    peer.set("node2", gone);
    const proven = run(5);
    peer.set("node2", { up: true, checkPassed: true });
    await proven;
  });

  it("asks for none that a roll has taken out at the peer, as long as the peer has another one", async () => {
    const { peer, run } = setUp();
    const takenOut = (node: string) => {
      peer.set(node, { admin: "maint", up: false, checkPassed: false });
      peer.records.set(node, { server: node, run: "1" } as OutRecord);
    };
    takenOut("node2");
    await run();
    takenOut("node1");
    await expect(run()).rejects.toThrow(/saw elb2 has none in service/);
  });

  it("asks nobody where it serves nobody itself, and goes on where no peer can be asked", async () => {
    const { own, peer, run, context } = setUp();
    await run(0.1, "elb9");
    expect(context.lines.join("\n")).toMatch(/elb9 can't be asked: no route/);
    for (const balancer of [own, peer]) for (const node of nodes) balancer.set(node, gone);
    await run();
  });

  it("goes all the same when that is allowed, and says what is missing", async () => {
    const { peer, leave, context } = setUp({ belowFloorAllowed: true });
    peer.set("node1", gone);
    await leave();
    expect(context.lines.join("\n")).toMatch(
      /peers +NOT READY, allowed by WSO2_BELOW_FLOOR: elb2 has node1 left/,
    );
  });
});
