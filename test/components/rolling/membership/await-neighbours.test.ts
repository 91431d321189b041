import type { RollRun } from "../../../../components/remote/run/roll-run";
import { awaitNeighbours } from "../../../../components/rolling/membership/await-neighbours";
import type { BalancerMember } from "../../../../components/rolling/membership/balancer-member";
import { type OutRecord, planOutRecord } from "../../../../components/rolling/membership/out-record";
import { exampleMembership } from "../../program/example-plans";
import { FakeBalancer, fakeContext, fakeRun } from "./fake-balancer";

const since = new Date("2026-11-25T12:00:03Z");
const out = (server: string, run: RollRun = fakeRun("1")) => planOutRecord(server, run, 1200, since);

function setUp(records: readonly OutRecord[], change: object = {}) {
  const balancers = ["haproxy1", "haproxy2"].map(
    (name) => new FakeBalancer(name, ["node1", "node2", "node3"], []),
  );
  for (const balancer of balancers) for (const each of records) balancer.records.set(each.server, each);
  const [template] = exampleMembership.members;
  const members = balancers.map(
    ({ name }) => ({ ...template, balancer: name, server: "node1" }) as BalancerMember,
  );
  const kind = {
    kind: template?.kind,
    open: async (_: unknown, { balancer, server }: BalancerMember) => {
      const found = balancers.find(({ name }) => name === balancer);
      if (!found) throw new Error(`${balancer} can't be reached`);
      return found.member(server);
    },
  };
  const context = fakeContext(change);
  const rooms = { ...context.rooms, balancers: [kind] } as unknown as typeof context.rooms;
  const wait = (silentSec?: number) =>
    awaitNeighbours({ ...context, rooms }, { node: "node1", members, why: "it did not start" }, silentSec);
  return { balancers, members, lines: context.lines, wait };
}

describe("a command of the chain that failed", () => {
  it.each<[string, OutRecord[]]>([
    ["nobody else is out", [out("node1")]],
    ["a neighbour is back", [out("node1"), { ...out("node2"), joined: since.toISOString() }]],
    ["a neighbour has failed too", [{ ...out("node2"), ended: since.toISOString() }]],
    ["somebody else's run has one out", [out("node2", fakeRun("2"))]],
  ])("ends at once where %s", async (_, records) => {
    const { lines, wait } = setUp(records);
    await wait();
    expect(lines).toEqual([]);
  });

  it("says why at once, and ends when its neighbours are back on every balancer", async () => {
    const { balancers, lines, wait } = setUp([out("node1"), out("node3"), out("node2")]);
    let ended = false;
    const waiting = wait().then(() => {
      ended = true;
    });
    const back = (server: string, at: readonly FakeBalancer[]) => {
      for (const { records } of at) records.set(server, { ...out(server), joined: since.toISOString() });
    };
    const saying = (text: string) =>
      new Promise<void>((resolve) => {
        const timer = setInterval(() => {
          if (!lines.some((line) => line.includes(text))) return;
          clearInterval(timer);
          resolve();
        }, 10);
      });
    await saying("it did not start; ends when node2, node3 is back or has failed");
    back("node2", balancers);
    back("node3", balancers.slice(0, 1));
    await saying("it did not start; ends when node3 is back or has failed");
    expect(ended).toBe(false);
    back("node3", balancers);
    await waiting;
    expect(lines).toHaveLength(2);
  });

  it("ends when a neighbour is silent for too long, as one whose machine could not be made", async () => {
    const { lines, wait } = setUp([out("node2")]);
    await wait(0.01);
    expect(lines).toHaveLength(1);
  });

  it("ends at an interrupt, and where no balancer can be reached", async () => {
    const interrupted = new AbortController();
    const { wait } = setUp([out("node2")], { signal: interrupted.signal });
    const waiting = wait();
    interrupted.abort();
    await waiting;
    const { balancers, wait: waitAlone } = setUp([out("node2")]);
    balancers.length = 0;
    await waitAlone();
  });
});
