import { rollSpanSec } from "../../../bench/roll/roll-span";

const entry = (second: number, run: string, command: string) => ({
  t: `2026-01-01T00:00:${String(second).padStart(2, "0")}.500Z`,
  run,
  node: "node1",
  command,
  step: "step",
  phase: "end" as const,
  detail: "",
});

it("counts from the first drain of the last roll to the last node in service", () => {
  const before = [entry(1, "a", "leave"), entry(9, "a", "join")];
  const last = [
    entry(10, "b", "stage-ahead"),
    entry(12, "b", "leave"),
    entry(20, "b", "start"),
    entry(31, "b", "join"),
    entry(35, "b", "status"),
  ];
  expect(rollSpanSec([...before, ...last])).toBe(19);
});
