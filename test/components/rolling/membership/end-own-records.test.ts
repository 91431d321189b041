import { endOwnRecord } from "../../../../components/rolling/membership/end-own-records";
import { planOutRecord } from "../../../../components/rolling/membership/out-record";
import { FakeBalancer, fakeRun } from "./fake-balancer";

const record = planOutRecord("node1", fakeRun("1"), 1200, new Date("2026-11-25T12:00:03Z"));
const joined = "2026-11-25T12:05:00Z";

describe("a step that failed", () => {
  it("ends what its own run wrote down, and keeps the rest of it", async () => {
    const balancer = new FakeBalancer("haproxy1", ["node1"], []);
    balancer.records.set("node1", record);
    await endOwnRecord({ run: fakeRun("1") }, balancer.member("node1"), joined);
    expect(balancer.records.get("node1")).toEqual({ ...record, ended: joined });
  });

  it.each([
    ["of another run", { ...record, run: "2" }],
    ["of a node that came back", { ...record, joined }],
    ["that has ended", { ...record, ended: joined }],
    ["of another server", { ...record, server: "node2" }],
  ])("does not touch a record %s", async (_, each) => {
    const log: string[] = [];
    const balancer = new FakeBalancer("haproxy1", ["node1", "node2"], log);
    balancer.records.set(each.server, each);
    await endOwnRecord({ run: fakeRun("1") }, balancer.member("node1"), joined);
    expect(log).toEqual([]);
  });
});
