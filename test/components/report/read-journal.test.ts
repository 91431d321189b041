import { lastRun, parseJournal } from "../../../components/report/read-journal";
import { rolled, step } from "./journal-of";

const [first] = step("node1", "leave", "drain", 0, 3);

describe("parseJournal", () => {
  it.each([
    ["a line that was cut short", '{"t":"2026-'],
    ["an empty line", ""],
    ["another object", '{"phase":"begin"}'],
    ["a phase that a later program writes", JSON.stringify({ ...first, phase: "pause" })],
    ["a time that is none", JSON.stringify({ ...first, t: "soon" })],
    ["a list", "[]"],
  ])("leaves out %s", (_, line) => {
    expect(parseJournal(`${JSON.stringify(first)}\n${line}\n`)).toEqual([first]);
  });
});

describe("lastRun", () => {
  it("is the roll that wrote last, also where another one wrote in between", () => {
    const [a, b] = [rolled("node1", 0, { run: "a" }), rolled("node2", 5, { run: "b" })];
    expect(lastRun([...b.slice(0, 3), ...a, ...b.slice(3)])).toEqual(b);
  });

  it("is everything where no roll is named", () => {
    expect(lastRun(rolled("node1", 0))).toEqual(rolled("node1", 0));
    expect(lastRun([])).toEqual([]);
  });
});
