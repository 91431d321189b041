import {
  judgeRecord,
  type OutRecord,
  parseOutRecord,
  planOutRecord,
  renderOutRecord,
} from "../../../../components/rolling/membership/out-record";
import { fakeRun } from "./fake-balancer";

const since = new Date("2026-11-25T12:00:03Z");
const record: OutRecord = planOutRecord("node1", fakeRun("1"), 1200, since);
const at = (time: string) => new Date(`2026-11-25T${time}Z`);

describe("planOutRecord", () => {
  it("says who, and until when", () => {
    expect(record).toEqual({
      server: "node1",
      by: "ann@here",
      pid: 1,
      run: "1",
      since: "2026-11-25T12:00:03.000Z",
      until: "2026-11-25T12:20:03.000Z",
    });
  });
});

describe("judgeRecord", () => {
  const elsewhere = { ...record, run: "elsewhere-1" };
  const joined = "2026-11-25T12:05:00.000Z";
  it.each([
    ["its own", record, fakeRun("1"), "12:01:00", "out"],
    ["of a process that lives", record, fakeRun("2"), "12:01:00", "out"],
    ["of a process that is gone", record, fakeRun("2", ["1"]), "12:01:00", "over"],
    ["of another host", elsewhere, fakeRun("2"), "12:01:00", "out"],
    ["of another host, expired", elsewhere, fakeRun("2"), "12:20:03", "over"],
    ["of a process that lives, expired", record, fakeRun("2"), "12:20:03", "out"],
    ["of another host, ended", { ...elsewhere, ended: joined }, fakeRun("2"), "12:06:00", "over"],
    ["put back, on its way to the next", { ...record, joined }, fakeRun("2"), "12:19:00", "between"],
    ["put back, its process is gone", { ...record, joined }, fakeRun("2", ["1"]), "12:05:01", "over"],
    ["put back on another host just now", { ...elsewhere, joined }, fakeRun("2"), "12:05:59", "between"],
    ["put back on another host a while ago", { ...elsewhere, joined }, fakeRun("2"), "12:06:00", "over"],
  ] as const)("%s", (_, each, run, time, expected) => {
    expect(judgeRecord(each, run, at(time))).toBe(expected);
  });
});

describe("parseOutRecord", () => {
  it("reads what was written", () => {
    for (const change of [{}, { pid: undefined }, { joined: record.until }, { ended: record.until }]) {
      const each = { ...record, ...change };
      expect(parseOutRecord(renderOutRecord(each))).toEqual(each);
    }
  });

  it.each([
    "",
    "{",
    "[]",
    "null",
    "somebody's own note",
    renderOutRecord(record).slice(0, 60),
    JSON.stringify({ ...record, run: 1 }),
    JSON.stringify({ ...record, until: "soon" }),
  ])("takes %j for no record", (text) => {
    expect(parseOutRecord(text)).toBeUndefined();
  });
});
