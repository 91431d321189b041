import { catchUpBehind } from "../../../../components/rolling/membership/catch-up-behind";
import type { OutRecord } from "../../../../components/rolling/membership/out-record";
import { fakePeers } from "./fake-peers";

const nodes = ["node1", "node2"];

function setUp() {
  const { log, own, peer, context, behind } = fakePeers(nodes);
  const run = (timeoutSec = 0.1, peerName = "elb2") =>
    catchUpBehind(context, "elb1", behind(peerName), timeoutSec);
  return { log, own, peer, run, context };
}

const gone = { up: false, checkPassed: false, status: "never joined" };

describe("a balancer that comes back", () => {
  it("waits for every node that a peer has in service", async () => {
    const { own, run, context } = setUp();
    own.set("node2", gone);
    const caught = run(5);
    own.set("node2", { up: true, checkPassed: true });
    await caught;
    expect(context.lines.join("\n")).toMatch(/catch up.*node1 node2/);
  });

  it("waits also for whom a peer has without having been seen to send it a request, as a busy one may", async () => {
    const { own, peer, run } = setUp();
    for (const node of nodes) peer.set(node, { passedOver: true });
    for (const node of nodes) own.set(node, gone);
    await expect(run()).rejects.toThrow(/catch up.*node1 never joined, node2 never joined/s);
  });

  it("lets in anew whom it has and sends nothing", async () => {
    const { log, own, run } = setUp();
    own.set("node1", { passedOver: true });
    await run(5);
    expect(log).toEqual(["elb1 lock", "elb1 admit node1", "elb1 unlock"]);
  });

  it("fails when one does not come, and names it", async () => {
    const { own, run } = setUp();
    own.set("node2", gone);
    await expect(run()).rejects.toThrow(/elb1.*catch up.*node2 never joined/s);
  });

  it("shuts out whom a roll has shut out at its peer, and waits for the others alone", async () => {
    const { log, own, peer, run } = setUp();
    peer.set("node2", { admin: "maint", up: false, checkPassed: false });
    own.set("node2", gone);
    await run();
    // Out there by itself: a roll has not taken it out.
    expect(log).toEqual([]);
    peer.records.set("node2", { server: "node2", run: "1" } as OutRecord);
    await run();
    expect(log).toEqual(["elb1 drain node2"]);
  });

  it("lets in a node that it knows nothing of: one that a peer has, or any where no peer is reached", async () => {
    const { log, own, peer, run } = setUp();
    const admitted = (...some: string[]) =>
      some.flatMap((node) => ["elb1 lock", `elb1 admit ${node}`, "elb1 unlock"]).sort();
    for (const node of nodes) own.set(node, { ...gone, admin: "maint" });
    peer.set("node2", { ...gone, admin: "maint" });
    await run(5);
    expect([...log].sort()).toEqual(admitted("node1"));
    log.length = 0;
    own.set("node1", { ...gone, admin: "maint" });
    await run(0.1, "silent");
    expect([...log].sort()).toEqual(admitted("node1", "node2"));
  });

  it("lets in nobody whom a roll has taken out here, nor whom a peer does not know", async () => {
    const { log, own, run } = setUp();
    for (const node of nodes) own.set(node, { ...gone, admin: "maint" });
    for (const node of nodes) own.records.set(node, { server: node, run: "1" } as OutRecord);
    await run(0.1, "silent");
    own.records.clear();
    await run(0.1, "elb9");
    expect(log).toEqual([]);
  });

  it("waits for nobody in a first deployment, nor where no peer can be asked", async () => {
    const { log, own, peer, run, context } = setUp();
    for (const node of nodes) own.set(node, gone);
    await run(0.1, "elb9");
    expect(context.lines.join("\n")).toMatch(/elb9 can't be asked: no route/);
    for (const node of nodes) peer.set(node, gone);
    await run();
    expect(log).toEqual([]);
  });
});
