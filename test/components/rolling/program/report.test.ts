import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Report } from "../../../../components/rolling/program/report";

describe("Report", () => {
  const folder = mkdtempSync(join(tmpdir(), "report-"));
  const journal = join(folder, "journal.jsonl");
  afterAll(() => rmSync(folder, { recursive: true }));

  it("prints one line a step, with the time since the beginning", async () => {
    const lines: string[] = [];
    let now = 1000;
    const report = new Report({ command: "leave", write: (line) => lines.push(line), now: () => now });
    await report.step(
      "node1",
      "drain",
      async () => {
        now += 2100;
        return 3;
      },
      (sessions) => `haproxy1 haproxy2, ${sessions} sessions left`,
    );
    expect(lines).toEqual(["node1     drain      haproxy1 haproxy2, 3 sessions left  +2.1 s"]);
  });

  it("writes begin, end and failure to the journal", async () => {
    const report = new Report({ command: "start", write: () => undefined, journal });
    await report.step(
      "node1",
      "install",
      async () => "",
      () => "files",
    );
    const failing = report.step(
      "node1",
      "start",
      () => Promise.reject(new Error("not ready")),
      () => "",
    );
    await expect(failing).rejects.toThrow("not ready");
    const entries = readFileSync(journal, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, string>);
    const common = { node: "node1", command: "start", t: expect.stringMatching(/^\d{4}-.*Z$/) };
    expect(entries).toEqual([
      { ...common, step: "install", phase: "begin", detail: "" },
      { ...common, step: "install", phase: "end", detail: "files" },
      { ...common, step: "start", phase: "begin", detail: "" },
      { ...common, step: "start", phase: "fail", detail: "not ready" },
    ]);
  });
});
