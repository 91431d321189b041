import { describeEnd, findFirstEnd } from "../../../components/certificates/plan-expiry";

const now = new Date("2026-01-01T00:00:00Z");
const say = (end: string) => describeEnd("node1", end, now, "renew it");

describe("describeEnd", () => {
  it.each([
    ["2026-03-03T00:00:00Z", undefined],
    ["2026-03-01T00:00:00Z", "The certificate of node1 ends in 59 days, on 2026-03-01T00:00:00Z: renew it."],
    ["2025-12-31T00:00:00Z", "The certificate of node1 has ended, on 2025-12-31T00:00:00Z: renew it."],
    ["not known yet", undefined],
  ])("%s: %s", (end, sentence) => {
    expect(say(end)).toBe(sentence);
  });
});

it("says it later where the caller wants that", () => {
  const within = (end: string) => describeEnd("node1", end, now, "renew it", 30);
  expect(within("2026-02-01T00:00:00Z")).toBeUndefined();
  expect(within("2026-01-30T00:00:00Z")).toMatch(/ends in 29 days/);
});

it("finds the one that ends first, whatever offset it is written in", () => {
  const ends = { node1: "2026-01-02T00:00:00+09:00", haproxy: "2026-01-01T18:00:00Z", root: "" };
  expect(findFirstEnd(ends)).toEqual({ name: "node1", expiresAt: ends.node1 });
  expect(findFirstEnd({})).toBeUndefined();
});
