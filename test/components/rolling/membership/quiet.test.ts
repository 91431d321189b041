import { QuietWatch } from "../../../../components/rolling/membership/quiet";

describe("QuietWatch", () => {
  const samples = (...rows: [now: number, requests: number, inFlight: number][]) => {
    const watch = new QuietWatch(0);
    return rows.map((row) => watch.sample(...row));
  };

  it("counts from the first sample", () => {
    expect(samples([1000, 7, 0], [2000, 7, 0], [4000, 7, 0])).toEqual([0, 1, 3]);
  });

  it("begins again with each new request and while one is in flight", () => {
    expect(samples([0, 7, 0], [1000, 8, 0], [2000, 8, 1], [3000, 8, 0], [3500, 8, 0])).toEqual([
      0, 0, 0, 1, 1.5,
    ]);
  });
});
