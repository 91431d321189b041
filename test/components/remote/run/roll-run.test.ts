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

  it("finds this very process's starter", () => {
    const run = identifyRun(undefined);
    expect(run.by).toMatch(/^\S+@\S+$/);
    expect(run.isRunning(run.id)).toBe(true);
  });
});
