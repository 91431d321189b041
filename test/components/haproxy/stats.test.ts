import fc from "fast-check";
import { parseStats } from "../../../components/haproxy/stats";

describe("parseStats", () => {
  it("reads rows by the header's names", () => {
    expect(parseStats("# pxname,svname,scur,\nb,node1,3,\nb,BACKEND,3,\n\n")).toEqual([
      { pxname: "b", svname: "node1", scur: "3", "": "" },
      { pxname: "b", svname: "BACKEND", scur: "3", "": "" },
    ]);
  });

  it("reads any value, quoted as HAProxy quotes it", () => {
    const value = fc.string().filter((text) => !text.includes("\n"));
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), (values) => {
        const names = values.map((_, index) => `c${index}`);
        const cells = values.map((text) => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text));
        const text = `# pxname,svname,${names.join(",")}\nb,s,${cells.join(",")}\n`;
        const [row] = parseStats(text);
        expect(names.map((name) => row?.[name])).toEqual(values);
      }),
    );
  });

  it("fails on an error message", () => {
    expect(() => parseStats("Unknown command\n")).toThrow("no statistics, but: Unknown command");
  });
});
