import { renderOutcomes, renderStops } from "../../../bench/stop/stop-table";

describe("the table of stops", () => {
  it.each([
    [[], "none was sent"],
    [[{ status: 200, atSec: 0.1 }], "200"],
    [
      [
        { status: 200, atSec: 0.1 },
        { status: 200, atSec: 0.4 },
        { status: 200, isEmpty: true, atSec: 5.12 },
        { error: "ECONNREFUSED", atSec: 5.6 },
        { error: "ECONNREFUSED", atSec: 5.9 },
      ],
      "200, 200 empty from 5.1 s, refused from 5.6 s",
    ],
  ])("says of %j: %s", (outcomes, words) => {
    expect(renderOutcomes(outcomes)).toBe(words);
  });

  it("has a row for each kernel", () => {
    const table = renderStops([
      {
        version: "4.10.32",
        inFlight: [
          { wantedSec: 5, status: 200, atSec: 4.96 },
          { wantedSec: 65, error: "ECONNRESET", atSec: 30.04 },
        ],
        fresh: [{ error: "ECONNREFUSED", atSec: 0.1 }],
        kept: [],
        endedSec: 31,
      },
    ]);
    expect(table.split("\n")).toEqual([
      "| Kernel | 5 s in flight | 65 s in flight | new connection | kept connection | process gone after |",
      "| --- | --- | --- | --- | --- | --- |",
      "| 4.10.32 | 200 after 5.0 s | ECONNRESET after 30.0 s | refused | none was sent | 31.0 s |",
    ]);
  });
});
