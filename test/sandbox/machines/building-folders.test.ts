import { buildingFolder, findAbandoned } from "../../../sandbox/machines/building-folders";

it("finds what dead processes left, and nothing else", () => {
  const startTicks = new Map([
    [10, 100],
    [11, 111],
  ]);
  const names = ["building-10-100-1", "building-11-110", "building-12-120-0", "0a1b2c", "building-x"];
  expect(findAbandoned(names, (pid) => startTicks.get(pid))).toEqual([
    "building-11-110",
    "building-12-120-0",
  ]);
});

(process.platform === "linux" ? it : it.skip)("names this process's own, another one at each call", () => {
  const names = [buildingFolder(), buildingFolder()];
  for (const name of names) expect(name).toMatch(new RegExp(`^building-${process.pid}-\\d+-\\d+$`));
  expect(new Set(names).size).toBe(2);
});
