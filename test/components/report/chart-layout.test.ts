import { planLayout, planTimeAxis } from "../../../components/report/chart-layout";

describe("planTimeAxis", () => {
  it.each([
    [-3, 66.4, { min: -3, max: 67, marks: [0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65] }],
    [0, 0, { min: 0, max: 1, marks: [0, 1] }],
    [-12, 600, { min: -12, max: 600, marks: [0, 60, 120, 180, 240, 300, 360, 420, 480, 540, 600] }],
    [0, 3 * 86400, { min: 0, max: 259200, marks: [0, 43200, 86400, 129600, 172800, 216000, 259200] }],
  ])("from %d to %d s", (from, to, axis) => {
    expect(planTimeAxis(from, to)).toEqual(axis);
  });

  it("has few marks however long the roll", () => {
    expect(planTimeAxis(0, 90 * 86400).marks.length).toBeLessThanOrEqual(15);
  });
});

describe("planLayout", () => {
  it.each([1, 3, 30, 100])("stacks rows and panels without overlap, with %d rows", (rows) => {
    const {
      rows: first,
      panels,
      height,
    } = planLayout({ rows, longestName: 6, withLoad: true, withHeader: true });
    const all = [first, ...panels];
    all.reduce((above, panel) => {
      expect(panel.top).toBeGreaterThan(above.top + above.height);
      return panel;
    });
    expect(all.at(-1)).toEqual({ top: expect.any(Number), height: 92 });
    expect(height).toBeGreaterThan((panels.at(-1)?.top ?? 0) + 92);
  });

  it("has room for long names", () => {
    const left = (longestName: number) =>
      planLayout({ rows: 1, longestName, withLoad: false, withHeader: false }).left;
    expect([left(5), left(20), left(90)]).toEqual([64, 170, 200]);
  });
});
