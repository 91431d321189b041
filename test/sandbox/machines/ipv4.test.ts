import fc from "fast-check";
import { isHostAddress, overlaps, parseIpv4, parseRange } from "../../../sandbox/machines/ipv4";

describe("parseIpv4", () => {
  it.each([
    ["0.0.0.0", 0],
    ["10.41.0.1", 170459137],
    ["255.255.255.255", 4294967295],
  ])("reads %s", (text, value) => {
    expect(parseIpv4(text)).toBe(value);
  });

  it.each(["", "10.41.0", "10.41.0.256", "10.41.0.1.2", "a.b.c.d", "10.41..1", "-1.0.0.0"])(
    'fails on "%s"',
    (text) => {
      expect(() => parseIpv4(text)).toThrow(`not an IPv4 address: "${text}"`);
    },
  );
});

describe("parseRange", () => {
  it("reads a range, and one address", () => {
    expect(parseRange("10.41.0.0/16")).toEqual({ base: 170459136, prefix: 16 });
    expect(parseRange("10.41.0.1")).toEqual({ base: 170459137, prefix: 32 });
    expect(parseRange("0.0.0.0/0")).toEqual({ base: 0, prefix: 0 });
  });

  it.each([
    ["10.41.0.0/33", 'not an IPv4 range: "10.41.0.0/33"; write it as 10.41.0.0/16'],
    ["10.41.0.0/", 'not an IPv4 range: "10.41.0.0/"; write it as 10.41.0.0/16'],
    ["10.41.0.0/8/8", 'not an IPv4 range: "10.41.0.0/8/8"; write it as 10.41.0.0/16'],
    ["10.41.0.1/16", '"10.41.0.1/16" has bits set behind its prefix; start it at its first address'],
    ["10.41.0/16", 'not an IPv4 address: "10.41.0"'],
  ])("fails on %s", (text, message) => {
    expect(() => parseRange(text)).toThrow(message);
  });
});

describe("overlaps", () => {
  it.each([
    ["10.41.0.0/16", "10.41.3.0/24", true],
    ["10.41.0.0/16", "10.0.0.0/8", true],
    ["10.41.0.0/16", "10.41.255.255/32", true],
    ["10.41.0.0/16", "10.42.0.0/16", false],
    ["10.41.0.0/16", "10.40.255.255/32", false],
  ])("%s and %s: %s", (one, other, expected) => {
    expect(overlaps(parseRange(one), parseRange(other))).toBe(expected);
  });

  const range = fc
    .tuple(fc.nat({ max: 0xffffffff }), fc.integer({ min: 0, max: 32 }))
    .map(([base, prefix]) => {
      const size = 2 ** (32 - prefix);
      return { base: base - (base % size), prefix };
    });

  it("is the same both ways, and only ever containment", () => {
    fc.assert(
      fc.property(range, range, (one, other) => {
        const [wide, narrow] = one.prefix <= other.prefix ? [one, other] : [other, one];
        const contained = narrow.base - (narrow.base % 2 ** (32 - wide.prefix)) === wide.base;
        expect([overlaps(one, other), overlaps(other, one)]).toEqual([contained, contained]);
      }),
    );
  });
});

describe("isHostAddress", () => {
  it.each([
    ["10.93.0.0", false],
    ["10.93.0.1", true],
    ["10.93.0.254", true],
    ["10.93.0.255", false],
    ["10.94.0.1", false],
  ])("%s in 10.93.0.0/24: %s", (address, expected) => {
    expect(isHostAddress(parseRange("10.93.0.0/24"), address)).toBe(expected);
  });
});
