import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isWorthReporting, reportRoll } from "../../../sandbox/cli/roll-report";

const entry = { node: "node1", command: "leave", step: "drain", detail: "" };
const begin = { ...entry, t: "2026-01-01T00:00:10.000Z", phase: "begin" } as const;
const end = { ...entry, t: "2026-01-01T00:00:12.000Z", phase: "end" } as const;

describe("the report of a roll in the sandbox", () => {
  const folder = mkdtempSync(join(tmpdir(), "sandbox-report-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const lines: string[] = [];
  const report = (since: string) => reportRoll(folder, new Date(since), (line) => lines.push(line));
  beforeEach(() => lines.splice(0));

  it("is not there without a journal", async () => {
    expect(await report("2026-01-01T00:00:00.000Z")).toBeUndefined();
  });

  it("is not there when nothing was rolled since", async () => {
    writeFileSync(
      join(folder, "roll-journal.jsonl"),
      [begin, end].map((each) => `${JSON.stringify(each)}\n`).join(""),
    );
    expect(await report("2026-01-01T00:01:00.000Z")).toBeUndefined();
    expect(lines).toEqual([]);
  });

  it("is in the state folder, and its place is told", async () => {
    const page = join(folder, "report/roll-report.html");
    expect(await report("2026-01-01T00:00:00.000Z")).toBe(page);
    expect(lines).toEqual([`report: ${page}`]);
    expect(readdirSync(join(folder, "report")).sort()).toEqual([
      "roll-report.html",
      "roll-report.json",
      "roll-report.png",
    ]);
    expect(readFileSync(page, "utf8")).toContain("Removed 1 node in 2.0 s");
  });

  it("fails without hiding how the roll ended", async () => {
    rmSync(join(folder, "report"), { recursive: true });
    writeFileSync(join(folder, "report"), "a file in its way");
    expect(await report("2026-01-01T00:00:00.000Z")).toBeUndefined();
    expect(lines).toEqual([expect.stringMatching(/^no report: .*(EEXIST|ENOTDIR)/)]);
  });

  it.each([
    ["a first deployment", [{ ...begin, command: "join" } as const], false],
    ["a roll", [begin], true],
    ["a first deployment that failed", [{ ...begin, command: "start", phase: "stopped" } as const], true],
  ])("is made of %s: %#", (_, entries, worth) => {
    expect(isWorthReporting(entries)).toBe(worth);
  });
});
