import { setTimeout as sleep } from "node:timers/promises";
import { parseRecordTag, planRecordTag } from "../../../../components/load-balancers/live/record-tag";
import { planKeptStep } from "../../../../components/program/kept-step";
import { planLeaseSec } from "../../../../components/rolling/limits";
import type { BalancerMember } from "../../../../components/rolling/membership/balancer-member";
import { holdingLease } from "../../../../components/rolling/membership/hold-lease";
import { keepingLease, renewRecord } from "../../../../components/rolling/membership/keep-lease";
import { leaveMembers } from "../../../../components/rolling/membership/leave";
import {
  judgeRecord,
  type OutRecord,
  parseOutRecord,
  planOutRecord,
  renderOutRecord,
} from "../../../../components/rolling/membership/out-record";
import { repairMembers } from "../../../../components/rolling/membership/repair-node";
import { exampleMembership } from "../../program/example-plans";
import { FakeBalancer, fakeContext, fakeRun } from "./fake-balancer";

/** Of which no other computer can tell whether it lives. */
const owner = fakeRun("elsewhere-1");
const stranger = fakeRun("elsewhere-2");
const plan: BalancerMember = { kind: "fake", balancer: "haproxy1", server: "node1" };

function setUp() {
  const log: string[] = [];
  const balancer = new FakeBalancer("haproxy1", ["node1", "node2", "node3"], log);
  const kind = { kind: "fake", shape: (value: unknown) => value as BalancerMember };
  const context = (run = owner) => {
    const open = async (_: unknown, member: BalancerMember) => balancer.member(member.server);
    return fakeContext({ run, rooms: { ...fakeContext().rooms, balancers: [{ ...kind, open }] } });
  };
  const until = () => Date.parse(balancer.records.get("node1")?.until ?? "");
  return { log, balancer, context, until };
}

const leaseSec = 0.5;
const hooks = { hooks: [], context: { label: "batch 2", environment: {} } };

describe("a node that its run has in hands for longer than its record was written for", () => {
  it("is left alone by a repair from elsewhere while a step works on it, and brought in once nobody does", async () => {
    const { balancer, context } = setUp();
    const members = () => [balancer.member("node1")];
    await leaveMembers(context(), { ...exampleMembership, leaseSec }, members());
    const repair = () => repairMembers(context(stranger), "node1", members(), 1);
    const step = { node: "node1", members: [plan], leaseSec, isLast: true };
    const seen = await keepingLease(context(), step, async () => {
      await sleep(leaseSec * 3000);
      return repair();
    });
    expect(seen).toMatchObject({ repaired: false, left: expect.stringContaining("still under way") });
    expect(balancer.servers.get("node1")?.admin).toBe("maint");
    await sleep(leaseSec * 1500);
    expect(await repair()).toEqual({ node: "node1", repaired: true });
  });

  it("is refused to another run's leave while its own leave waits for sessions", async () => {
    const { balancer, context } = setUp();
    let isBusy = true;
    balancer.inFlight = (server) => (server === "node1" && isBusy ? 1 : 0);
    const drain = { quietSec: 0, sessionTimeoutSec: 30, inFlightTimeoutSec: 30 };
    const long = { ...exampleMembership, drain, leaseSec };
    const leaving = holdingLease([balancer.member("node1")], leaseSec, (held) =>
      leaveMembers(context(), long, held),
    );
    await sleep(leaseSec * 3000);
    const other = leaveMembers(context(stranger), { ...long, node: "node2" }, [balancer.member("node2")]);
    await expect(other).rejects.toThrow("node1 was taken out by ann@here");
    isBusy = false;
    await leaving;
    expect(balancer.records.get("node1")).toMatchObject({ run: owner.id });
  });

  it("is told of when its record can't be renewed, once, and the step goes on", async () => {
    const { balancer, context } = setUp();
    balancer.records.set("node1", planOutRecord("node1", owner, 60, new Date()));
    balancer.broken.add("haproxy1 writeRecord(out) node1");
    const own = context();
    await keepingLease(own, { node: "node1", members: [plan], leaseSec, isLast: true }, () => sleep(400));
    expect(own.lines.map((line) => line.replace(/ {2}\+.*$/, ""))).toEqual([
      "node1     lease      not renewed on haproxy1: haproxy1 writeRecord(out) node1 is broken",
    ]);
  });
});

describe("what is written while a lease is held", () => {
  it("has the last word: nothing that was ended or removed is renewed", async () => {
    const { log, balancer } = setUp();
    const record = planOutRecord("node1", owner, 60, new Date());
    for (const end of ["ended", "joined", "removed", "forgotten"] as const) {
      await holdingLease([balancer.member("node1")], 0.25, async ([member]) => {
        await member?.writeRecord(record);
        await sleep(150);
        if (end === "removed") await member?.removeRecord();
        else if (end === "forgotten") await member?.forget();
        else await member?.writeRecord({ ...record, [end]: record.since });
        log.length = 0;
        await sleep(150);
      });
      expect(log).toEqual([]);
    }
  });
});

describe("a run between two batches", () => {
  const joined = "2026-11-26T12:00:00Z";
  const back = { ...planOutRecord("node1", owner, 60, new Date(joined)), joined };

  it("is seen at work from elsewhere for as long as a bake or a hook goes on, and a minute more", () => {
    const at = (time: string) => new Date(`2026-11-26T${time}Z`);
    const seen = { ...back, seen: "2026-11-26T13:00:00Z", until: "2026-11-26T13:01:00Z" };
    const judged = (record: OutRecord, time: string) => judgeRecord(record, stranger, at(time));
    expect([judged(back, "12:00:59"), judged(back, "12:01:00")]).toEqual(["between", "over"]);
    expect([judged(seen, "13:00:59"), judged(seen, "13:01:00")]).toEqual(["between", "over"]);
    expect(parseOutRecord(renderOutRecord(seen))).toEqual(seen);
    expect(parseRecordTag(planRecordTag(seen))?.seen).toBe("2026-11-26T13:00:00.000Z");
  });

  it.each([
    ["bake", { nodes: [{ node: "node1", members: [plan] }], bakeSec: 3600 }],
    ["run-hooks", { ...hooks, between: [{ node: "node1", members: [plan] }] }],
  ] as const)("%s renews what says so, and touches no node that is out", async (name, given) => {
    const { balancer, context } = setUp();
    const out = planOutRecord("node2", owner, 60, new Date(joined));
    balancer.records.set("node1", back).set("node2", out);
    const step = planKeptStep(name, given as never);
    if (!step) throw new Error("no step");
    await keepingLease(context(), { ...step, leaseSec: 0.25 }, () => sleep(200));
    const renewed = balancer.records.get("node1");
    expect(Date.parse(renewed?.seen ?? "")).toBeGreaterThan(Date.parse(joined));
    // A record that has run out is over, whatever else it says.
    if (renewed) expect(judgeRecord(renewed, stranger, new Date())).toBe("between");
    expect(balancer.records.get("node2")).toEqual(out);
  });

  it("of hooks before the first batch there is nothing to renew", () => {
    expect(planKeptStep("run-hooks", hooks)?.members).toEqual([]);
  });
});

describe("renewRecord", () => {
  const now = new Date("2026-11-26T12:00:00Z");
  const record = planOutRecord("node1", owner, 600, new Date("2026-11-26T11:55:00Z"));
  const renewed = async (change: object, isLast: boolean, leaseSec = 60) => {
    const { balancer } = setUp();
    balancer.records.set("node1", { ...record, ...change });
    await renewRecord({ run: owner }, balancer.member("node1"), { leaseSec, isLast }, now);
    return balancer.records.get("node1");
  };

  it.each([
    ["a longer one is kept before a new machine", {}, false, 60, "2026-11-26T12:05:00.000Z"],
    ["and may end earlier when only the join comes", {}, true, 60, "2026-11-26T12:01:00.000Z"],
    ["a shorter one is put off", {}, false, 900, "2026-11-26T12:15:00.000Z"],
  ])("%s", async (_, change, isLast, sec, until) => {
    expect(await renewed(change, isLast, sec)).toEqual({ ...record, until });
  });

  it.each([{ run: "elsewhere-2" }, { joined: record.since }, { ended: record.since }, { server: "node2" }])(
    "touches no record with %j",
    async (change) => {
      expect(await renewed(change, true)).toEqual({ ...record, ...change });
    },
  );
});

describe("the record of a node that leaves for good", () => {
  const leaveIt = async (floors: FakeBalancer["floors"], change: object = {}, run = owner) => {
    const { balancer, context } = setUp();
    balancer.floors = floors;
    await leaveMembers(context(run), { ...exampleMembership, ...change }, [balancer.member("node1")]);
    const other = leaveMembers(
      { ...context(stranger), belowFloorAllowed: true },
      { ...exampleMembership, node: "node2" },
      [balancer.member("node2")],
    );
    return {
      record: balancer.records.get("node1"),
      other: await other.then(
        () => "goes on",
        () => "refused",
      ),
    };
  };
  const named = { maxUnavailable: { node1: 1, node2: 1 } };
  const gone = { maxUnavailable: { node2: 1 } };

  it.each([
    ["goes with it: the group has it no more", gone, {}, owner, "goes on"],
    ["goes with it, of a group that is named", { ...gone, group: "a" }, { group: "a" }, owner, "goes on"],
    ["goes with it in a destroy", named, {}, { ...owner, destroysAll: true }, "goes on"],
    ["stays where it comes back", named, {}, owner, "refused"],
    ["stays where nobody has said", undefined, {}, owner, "refused"],
    [
      "stays where only another group's floors are known",
      { ...gone, group: "b" },
      { group: "a" },
      owner,
      "refused",
    ],
  ])("%s", async (_, floors, change, run, expected) => {
    const { record, other } = await leaveIt(floors, change, run);
    expect(other).toBe(expected);
    expect(record === undefined).toBe(expected === "goes on");
  });
});

describe("planLeaseSec", () => {
  it("counts what no command works on: the engine, and another machine where one may be made", () => {
    expect(planLeaseSec({ makesMachines: false })).toBe(300);
    expect(planLeaseSec({})).toBe(300 + 1200 + 600 + 900);
  });
});
