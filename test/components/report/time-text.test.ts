import {
  clockText,
  countText,
  durationText,
  latencyText,
  plural,
} from "../../../components/report/time-text";

it.each([
  [0, "0.0 s"],
  [4.66, "4.7 s"],
  [59.94, "59.9 s"],
  [59.96, "1 min 0 s"],
  [66.4, "1 min 6 s"],
  [7500, "2 h 5 min"],
])("%d s last %s", (seconds, text) => {
  expect(durationText(seconds)).toBe(text);
});

it.each([
  [0, "0:00"],
  [-0.2, "0:00"],
  [-3, "-0:03"],
  [66.4, "1:06"],
  [3725, "1:02:05"],
])("%d s are at %s", (seconds, text) => {
  expect(clockText(seconds)).toBe(text);
});

it("counts and latencies", () => {
  expect([countText(8013), plural(1, "node"), plural(3, "node")]).toEqual(["8,013", "1 node", "3 nodes"]);
  expect([latencyText(22.7), latencyText(999.4), latencyText(32521)]).toEqual(["23 ms", "999 ms", "32.5 s"]);
});
