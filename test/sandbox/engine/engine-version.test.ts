import { isNewEnough } from "../../../sandbox/engine/engine-version";

test.each([
  ["3.259.0", true],
  ["v3.259.0\n", true],
  ["3.259.1", true],
  ["3.300.0-alpha.1", true],
  ["3.258.9", false],
  ["4.0.0", false],
  ["2.300.0", false],
  ["", false],
  ["go: not found", false],
])("%j is new enough: %s", (printed, expected) => {
  expect(isNewEnough(printed, "3.259.0")).toBe(expected);
});
