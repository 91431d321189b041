import { planProfile } from "../../../bench/road/profile";

const second = (at: number) => new Date(at * 1000).toISOString();
const entry = (at: number, command: string, node: string) => ({
  ...{ t: second(at), command, node, step: "", detail: "" },
  phase: "begin" as const,
});

const chain = (from: number, node: string) => [
  ...[entry(from, "leave", node), entry(from + 2, "leave", node)],
  ...[entry(from + 3, "stop", node), entry(from + 3.5, "stop", node)],
  ...[entry(from + 4, "start", node), entry(from + 7, "start", node)],
  ...[entry(from + 7.5, "join", node), entry(from + 9.5, "join", node)],
];

describe("planProfile", () => {
  const journal = [
    ...chain(50, "node1"),
    ...[entry(104, "distribute", "node1"), entry(105, "distribute", "node1")],
    ...chain(107, "node1"),
    ...chain(117, "node2"),
  ];
  const parts = planProfile({ startedAt: 100_000, endedAt: 128_000, journal });

  it("has every second of the run once, and none of the runs before", () => {
    expect(parts.reduce((sum, { seconds }) => sum + seconds, 0)).toBeCloseTo(28);
    expect(parts.map(({ seconds }) => seconds)).toEqual([6, 1, 4, 1, 6, 4, 4.5, 1.5]);
  });

  it("fails where nothing was rolled", () => {
    expect(() => planProfile({ startedAt: 200_000, endedAt: 210_000, journal })).toThrow(
      "no node was rolled",
    );
  });
});
