import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Report } from "../../../components/remote/report";
import { RollError } from "../../../components/remote/roll-error";

describe("Report", () => {
  const folder = mkdtempSync(join(tmpdir(), "report-"));
  const journal = join(folder, "journal.jsonl");
  beforeEach(() => rmSync(journal, { force: true }));
  afterAll(() => rmSync(folder, { recursive: true }));

  const written = () =>
    readFileSync(journal, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);

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
    const common = { node: "node1", command: "start", t: expect.stringMatching(/^\d{4}-.*Z$/) };
    expect(written()).toEqual([
      { ...common, step: "install", phase: "begin", detail: "" },
      { ...common, step: "install", phase: "end", detail: "files" },
      { ...common, step: "start", phase: "begin", detail: "" },
      { ...common, step: "start", phase: "fail", detail: "not ready" },
    ]);
  });

  it("tells which roll, which version and where in the roll it is", async () => {
    const lines: string[] = [];
    const facts = { node: "node4", version: "4.4.0", progress: "batch 2/3, node 4/5" };
    const report = new Report({
      ...{ command: "start", run: "7:1@ci", facts, journal, now: () => 0 },
      write: (line) => lines.push(line),
    });
    report.line("node4", "start", "still starting");
    expect(lines).toEqual(["node4     start      still starting  +0.0 s  (batch 2/3, node 4/5)"]);
    expect(written()).toEqual([
      {
        ...{ t: expect.any(String), run: "7:1@ci", node: "node4", command: "start", step: "start" },
        ...{ phase: "note", detail: "still starting", version: "4.4.0", progress: "batch 2/3, node 4/5" },
      },
    ]);
  });

  it("writes what stopped a command, without the lines of a log", () => {
    const report = new Report({
      command: "start",
      write: () => undefined,
      journal,
      facts: { node: "node1" },
    });
    const failure = { node: "node1", step: "readiness", expected: "200", seen: "500" };
    report.stopped(new RollError({ ...failure, logLines: ["password=hunter2"] }));
    const next = "remove the cause, then `pulumi up` goes on from here; with the old values it goes back";
    expect(written()).toEqual([
      {
        ...{ t: expect.any(String), node: "node1", command: "start", step: "readiness", phase: "stopped" },
        detail: "node1: readiness: expected 200, saw 500",
        failure: { ...failure, next },
      },
    ]);
  });
});
