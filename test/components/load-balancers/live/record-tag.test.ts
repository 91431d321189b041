import fc from "fast-check";
import {
  parseRecordTag,
  planRecordTag,
  recordTagKey,
} from "../../../../components/load-balancers/live/record-tag";
import type { OutRecord } from "../../../../components/rolling/membership/out-record";

const record: OutRecord = {
  server: "haproxy1",
  by: "alice@ci-7",
  pid: 4711,
  run: "4711:8123@9f3c-402",
  since: "2026-11-25T12:00:03.250Z",
  until: "2026-11-25T12:40:03.250Z",
};

describe("who took a node out, as a tag", () => {
  it("is readable", () => {
    expect(planRecordTag({ ...record, joined: "2026-11-25T12:01:00.000Z" })).toEqual({
      Key: "wso2-roll:haproxy1",
      Value:
        "run=4711:8123@9f3c-402 pid=4711 since=1795608003.25 until=1795610403.25 joined=1795608060 by=alice@ci-7",
    });
  });

  it("comes back as it was, whatever the names, within what AWS takes", () => {
    const time = fc.integer({ min: 0, max: 4e12 }).map((ms) => new Date(ms).toISOString());
    const records = fc.record(
      {
        server: fc.constantFrom("haproxy1", "node_2"),
        by: fc.oneof(fc.string({ minLength: 1, maxLength: 8 }), fc.constant("zoë@büro")),
        run: fc.string({ minLength: 1, maxLength: 30 }),
        pid: fc.integer({ min: 1, max: 4_194_304 }),
        since: time,
        until: time,
        joined: time,
        ended: time,
      },
      { requiredKeys: ["server", "by", "run", "since", "until"] },
    );
    fc.assert(
      fc.property(records, (given) => {
        const tag = planRecordTag(given as OutRecord);
        expect(tag.Value).toMatch(/^[A-Za-z0-9 +\-=._:/@]{1,256}$/);
        const read = parseRecordTag(tag);
        expect(read).toEqual(given);
      }),
    );
  });

  it.each([
    ["another tag", { Key: "Name", Value: "run=1 since=1 until=2 by=me" }],
    ["a note of somebody's", { Key: recordTagKey("haproxy1"), Value: "under repair" }],
    ["times that are none", { Key: recordTagKey("haproxy1"), Value: "run=1 since=now until=2 by=me" }],
  ])("is not %s", (_, tag) => {
    expect(parseRecordTag(tag)).toBeUndefined();
  });
});
