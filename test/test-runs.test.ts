import { readdirSync } from "node:fs";
import { join } from "node:path";

interface Run {
  readonly name: string;
}
const { heavy, light, thorough, planRuns, nextRun } = require("../scripts/test-runs.cjs") as {
  readonly heavy: readonly string[];
  readonly light: readonly string[];
  readonly thorough: readonly string[];
  planRuns(files: readonly string[], isThorough: boolean): Run[];
  nextRun(waiting: readonly Run[], running: readonly Run[]): Run | undefined;
};

const files = readdirSync(join(__dirname, "system"));
const names = (runs: readonly Run[]) => runs.map(({ name }) => name);

describe("npm test", () => {
  const all = files.filter((file) => file.endsWith(".test.ts")).map((file) => file.replace(".test.ts", ""));
  const whole = [...all.map((name) => `system ${name}`), "unit", "engine"];

  it("runs every file on machines once, and all other projects, where it is thorough", () => {
    expect(names(planRuns(files, true)).sort()).toEqual([...whole].sort());
    expect([...heavy, ...light, ...thorough].filter((name) => !all.includes(name))).toEqual([]);
  });

  it("leaves out only what is named otherwise", () => {
    const chosen = names(planRuns(files, false));
    expect(whole.filter((name) => !chosen.includes(name)).sort()).toEqual(
      thorough.map((name) => `system ${name}`).sort(),
    );
  });

  it("begins with the longest, then what is not known, then the others by their length", () => {
    expect(
      names(planRuns(["services.test.ts", "hosts", "carbon.test.ts", "new.test.ts", "hosts.test.ts"], false)),
    ).toEqual(["system carbon", "unit", "engine", "system new", "system hosts", "system services"]);
  });

  it("never has two of the highest load at one time", () => {
    const [first, second, ...others] = planRuns(["roll.test.ts", "carbon.test.ts", "hosts.test.ts"], false);
    if (!first || !second) throw new Error("nothing is planned");
    expect(nextRun([first, second], [])).toBe(first);
    expect(names([nextRun([second, ...others], [first])].flatMap((run) => run ?? []))).toEqual(["unit"]);
    expect(nextRun([second], [first])).toBeUndefined();
    expect(nextRun([second], others)).toBe(second);
  });
});
