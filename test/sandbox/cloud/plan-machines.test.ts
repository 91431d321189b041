import fc from "fast-check";
import { planMachines } from "../../../sandbox/cloud/plan-machines";
import type { MachineState } from "../../../sandbox/machines";

const wish = (name: string, wanted: "running" | "stopped" = "running", addresses = ["10.41.0.10"]) => ({
  name,
  wanted,
  addresses,
});
const machine = (name: string, state: "running" | "stopped" = "running"): MachineState => ({
  name,
  addresses: ["10.41.0.10"],
  state,
  imageLabel: "debian",
});

describe("what to do to the machines", () => {
  it.each([
    ["a new instance", [wish("i-1")], [], { start: ["i-1"] }],
    ["one that runs", [wish("i-1")], [machine("i-1")], {}],
    ["one that died", [wish("i-1")], [machine("i-1", "stopped")], { start: ["i-1"] }],
    ["one that was stopped", [wish("i-1", "stopped")], [machine("i-1")], { stop: ["i-1"] }],
    ["one that stays stopped", [wish("i-1", "stopped")], [machine("i-1", "stopped")], {}],
    ["one that never ran and is stopped", [wish("i-1", "stopped")], [], {}],
    ["one that was terminated", [], [machine("i-1")], { remove: ["i-1"] }],
    ["one that was terminated while it was off", [], [machine("i-1", "stopped")], { remove: ["i-1"] }],
    [
      "a second address",
      [wish("i-1", "running", ["10.41.0.10", "10.41.0.20"])],
      [machine("i-1")],
      { setAddresses: ["i-1"] },
    ],
    ["a replaced one", [wish("i-2")], [machine("i-1")], { remove: ["i-1"], start: ["i-2"] }],
  ])("%s", (_, wishes, machines, expected) => {
    expect(planMachines(wishes, machines)).toEqual({
      remove: [],
      stop: [],
      setAddresses: [],
      start: [],
      ...expected,
    });
  });

  it("asks at most one thing of a machine, and nothing once all is as wished", () => {
    const names = fc.constantFrom("i-1", "i-2", "i-3", "i-4");
    const states = fc.constantFrom("running" as const, "stopped" as const);
    const wishes = fc.uniqueArray(
      fc.record({ name: names, wanted: states, addresses: fc.constant(["10.41.0.10"]) }),
      {
        selector: ({ name }) => name,
      },
    );
    const machines = fc.uniqueArray(fc.tuple(names, states), { selector: ([name]) => name });
    fc.assert(
      fc.property(wishes, machines, (wished, present) => {
        const actions = planMachines(
          wished,
          present.map(([name, state]) => machine(name, state)),
        );
        const all = Object.values(actions).flat();
        expect(new Set(all).size).toBe(all.length);
        const after = wished.flatMap(({ name, wanted }) => {
          const before = present.find(([each]) => each === name);
          return wanted === "running" || before ? [machine(name, wanted)] : [];
        });
        expect(Object.values(planMachines(wished, after)).flat()).toEqual([]);
      }),
    );
  });
});
