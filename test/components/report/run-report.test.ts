import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runReport } from "../../../components/report/run-report";
import { load, rolled } from "./journal-of";

const folder = mkdtempSync(join(tmpdir(), "roll-report-"));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const lines = (...entries: readonly object[]) =>
  entries.map((entry) => `${JSON.stringify(entry)}\n`).join("");
const before = rolled("node9", -100, { run: "before" });
const journal = file("roll.jsonl", lines(...before, ...rolled("node1", 0, { run: "now" })));
const loadFile = file("load.json", JSON.stringify(load));

async function run(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runReport(args, {
    writeOut: (line) => out.push(line),
    writeErr: (line) => err.push(line),
  });
  return { code, out, err: err.join("\n") };
}

describe("roll report", () => {
  it("writes page, picture and data of the last roll, and says where", async () => {
    const out = join(folder, "report");
    expect(await run(journal, "--load", loadFile, "--out", out)).toEqual({
      code: 0,
      out: [
        "Rolled 1 node from 4.3.0 to 4.4.0 in 20.0 s; 400 requests, 0 failed",
        join(out, "roll-report.html"),
        join(out, "roll-report.png"),
        join(out, "roll-report.json"),
      ],
      err: "",
    });
    expect(readdirSync(out).sort()).toEqual(["roll-report.html", "roll-report.json", "roll-report.png"]);
    const data = JSON.parse(readFileSync(join(out, "roll-report.json"), "utf8"));
    expect(data).toMatchObject({ format: "pulumi-wso2/roll-report/1", totals: { rolled: 1, steps: 7 } });
    expect(data.load.samples).toHaveLength(40);
  });

  it("takes the whole journal when told to", async () => {
    const { out } = await run(journal, "--all", "--out", join(folder, "all"));
    expect(out[0]).toBe("Rolled 2 nodes from 4.3.0 to 4.4.0 in 2 min 0 s");
  });

  it.each(["--help", "-h"])("explains itself with %s", async (word) => {
    const { code, out } = await run(word);
    expect(code).toBe(0);
    expect(out.join("\n")).toMatch(/^usage: roll report <journal>/);
  });

  it.each([
    [[], "one journal must be named"],
    [[journal, journal], "one journal must be named"],
    [[journal, "--pdf"], "Unknown option '--pdf'"],
    [[join(folder, "none.jsonl")], "ENOENT"],
    [[file("empty.jsonl", "\n{not json\n[]\n")], "holds no step of a roll"],
    [[journal, "--load", file("text.json", "no")], "text.json is not JSON"],
    [
      [journal, "--load", file("other.json", '{"requests": "many"}')],
      "other.json is no load report:\n  startedAt:",
    ],
  ])("fails for %j", async (args, message) => {
    const { code, err } = await run(...args);
    expect(code).toBe(1);
    expect(err).toContain(message);
  });
});
