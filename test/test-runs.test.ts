import { readdirSync } from "node:fs";
import { join } from "node:path";

interface Run {
  readonly name: string;
}
const { heavy, light, planRuns, nextRun } = require("../scripts/test-runs.cjs") as {
  readonly heavy: readonly string[];
  readonly light: readonly string[];
  planRuns(files: readonly string[]): Run[];
  nextRun(waiting: readonly Run[], running: readonly Run[]): Run | undefined;
};

const files = readdirSync(join(__dirname, "system"));
const names = (runs: readonly Run[]) => runs.map(({ name }) => name);

describe("npm test", () => {
  it("runs every file on machines once, and all other projects", () => {
    const all = files.filter((file) => file.endsWith(".test.ts")).map((file) => file.replace(".test.ts", ""));
    expect(names(planRuns(files)).sort()).toEqual(
      [...all.map((name) => `system ${name}`), "unit", "engine"].sort(),
    );
    expect([...heavy, ...light].filter((name) => !all.includes(name))).toEqual([]);
  });

  it("begins with the longest, then what is not known, then the others by their length", () => {
    expect(
      names(planRuns(["machines.test.ts", "hosts", "carbon.test.ts", "new.test.ts", "hosts.test.ts"])),
    ).toEqual(["system carbon", "unit", "engine", "system new", "system hosts", "system machines"]);
  });

  it("never has two of the highest load at one time", () => {
    const [first, second, ...others] = planRuns(["roll.test.ts", "carbon.test.ts", "hosts.test.ts"]);
    if (!first || !second) throw new Error("nothing is planned");
    expect(nextRun([first, second], [])).toBe(first);
    expect(names([nextRun([second, ...others], [first])].flatMap((run) => run ?? []))).toEqual(["unit"]);
    expect(nextRun([second], [first])).toBeUndefined();
    expect(nextRun([second], others)).toBe(second);
  });
});
