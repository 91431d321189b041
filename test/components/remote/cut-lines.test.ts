import fc from "fast-check";
import { cutLines } from "../../../components/remote/cut-lines";

describe("cutLines", () => {
  it("leaves lines of a usual length, and their number, as they are", () => {
    const lines = fc.array(fc.string({ maxLength: 4000 }).map((line) => line.replaceAll("\n", " ")));
    fc.assert(fc.property(lines, (all) => expect(cutLines(all.join("\n"))).toBe(all.join("\n"))));
  });

  it("cuts longer ones and says by how much", () => {
    const text = `short\n${"x".repeat(100_000)}\nlast`;
    const [first, long = "", last] = cutLines(text).split("\n");
    expect([first, last]).toEqual(["short", "last"]);
    expect(long).toMatch(/^x{4000} \.\.\. \(96000 characters more\)$/);
    expect(Buffer.byteLength(cutLines("\u{1F600}".repeat(60_000)))).toBeLessThan(65_536);
  });
});
