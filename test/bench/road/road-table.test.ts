import { median, renderPreviews } from "../../../bench/road/road-table";

describe("the table of previews", () => {
  it.each([
    [[3], 3],
    [[1, 9, 2], 2],
    [[4, 1, 3, 2], 2.5],
  ])("has the median of %j", (values, middle) => {
    expect(median(values)).toBe(middle);
  });

  it("measures each against the first two", () => {
    const times = new Map([
      ["an empty program", [2, 2, 2]],
      ["one instance", [4, 4, 4]],
      ["stack dev", [5, 6, 7]],
    ]);
    expect(renderPreviews(times).split("\n").at(-1)).toBe("| stack dev | 6.0 | 3.00 | 1.50 |");
  });
});
