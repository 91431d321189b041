import type { ProcessFacts } from "../../../../components/remote/run/process-table";
import { identifyRun, type RunSources } from "../../../../components/remote/run/roll-run";

const engine: ProcessFacts = { pid: 40, parent: 1, name: "pulumi", started: "7000" };
const provider: ProcessFacts = { pid: 41, parent: 40, name: "pulumi-resource-command", started: "7001" };

function sources(processes: readonly ProcessFacts[], change: Partial<RunSources> = {}): RunSources {
  const read = (pid: number) => processes.find((each) => each.pid === pid);
  return { read, place: "boot-1", by: "alice@ci-7", parent: 41, ...change };
}

describe("identifyRun", () => {
  it("is the engine's process, its start and its place", () => {
    const run = identifyRun(undefined, sources([engine, provider]));
    expect(run).toMatchObject({ id: "40:7000@boot-1", by: "alice@ci-7", pid: 40 });
    expect(identifyRun(undefined, sources([engine, provider])).id).toBe(run.id);
  });

  it("is what its name says where one is given, of no process", () => {
    expect(identifyRun("ci-job-9", sources([engine, provider]))).toMatchObject({
      id: "ci-job-9",
      by: "alice@ci-7",
    });
    expect(identifyRun("ci-job-9", sources([])).pid).toBeUndefined();
  });

  it.each([
    ["its process lives", "40:7000@boot-1", true],
    ["its process has ended", "39:7000@boot-1", false],
    ["another process has its number", "40:6999@boot-1", false],
    ["it is of another boot or container", "40:7000@boot-2", undefined],
    ["it was named", "ci-job-9", undefined],
  ])("sees whether a run is there: %s", (_, id, expected) => {
    expect(identifyRun(undefined, sources([engine, provider])).isRunning(id)).toBe(expected);
  });

  describe("is here", () => {
    const shell: ProcessFacts = { pid: 42, parent: 41, name: "sh", started: "7002" };
    const front: ProcessFacts = { pid: 43, parent: 41, name: "node", started: "7003" };
    const typed: ProcessFacts = { pid: 50, parent: 1, name: "make", started: "8000" };

    it.each([
      ["while the engine and the shell live", [shell], 42, undefined, [engine, provider, shell], true],
      ["not once the shell was killed", [shell], 42, undefined, [engine, provider], false],
      ["not once the engine was killed", [shell], 42, undefined, [provider, shell], false],
      ["while the process that it runs for lives", [front], 41, 43, [engine, provider, front], true],
      ["not once the shell above that was killed", [shell, front], 42, 43, [engine, provider, front], false],
      ["not once that was killed", [front], 41, 43, [engine, provider], false],
      ["not where that was killed before the first look", [], 41, 43, [engine, provider], false],
      ["not once its starter, which is no engine, has ended", [typed], 50, undefined, [engine], false],
    ])("%s", (_, more, parent, starter, later, expected) => {
      let living: ProcessFacts[] = [engine, provider, ...more];
      const read = (pid: number) => living.find((each) => each.pid === pid);
      const run = identifyRun(undefined, sources([], { read, parent, starter }));
      living = later;
      expect(run.isHere()).toBe(expected);
    });
  });

  it("finds this very process's starter", () => {
    const run = identifyRun(undefined);
    expect(run.by).toMatch(/^\S+@\S+$/);
    expect(run.isRunning(run.id)).toBe(true);
  });
});
