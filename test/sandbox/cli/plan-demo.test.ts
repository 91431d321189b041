import { demoWaits, planDemoLoad, planDemoRoll, planDemoSets } from "../../../sandbox/cli/plan-demo";
import { planLoad } from "../../../sandbox/load/options";

const waits = { quietSec: "2", sessionTimeoutSec: "10", stableSec: "2" };
const together = { batch: "100%", minHealthy: "0" };

describe("the settings of a demonstration", () => {
  it("are of WSO2's own server, whatever the stack's file has", () => {
    expect(planDemoSets({ system: "integrator" }, {})).toMatchObject({
      ...waits,
      system: "app-server",
      version: "4.10.2",
      host: "console.example.com",
    });
  });

  it("leave the version of a stack that has that system already", () => {
    expect(planDemoSets({ system: "app-server" }, {})).not.toHaveProperty("version");
  });

  it.each<Record<string, string>>([{ system: "integrator" }, { "wso2:system": "integrator" }])(
    "are of the stand-in with %j",
    (chosen) => {
      expect(planDemoSets({ system: "app-server" }, chosen)).toEqual({
        ...waits,
        ...{ system: "integrator", version: "4.4.0", ...together, host: "", javaOpts: "" },
        ...chosen,
      });
    },
  );

  it("are the user's where both say something", () => {
    const chosen = { system: "integrator", version: "6.5.0", stableSec: "20" };
    expect(planDemoSets({ system: "app-server" }, chosen)).toMatchObject(chosen);
  });
});

describe("the roll of a demonstration", () => {
  it("takes one node at a time, and keeps the others, where all were started together", () => {
    expect(planDemoSets({ system: "app-server" }, {})).not.toHaveProperty("batch");
    expect(planDemoSets({ system: "integrator" }, {})).toMatchObject(together);
    expect(planDemoRoll({})).toEqual({ batch: "", minHealthy: "" });
  });

  it.each<[Record<string, string>, string[]]>([
    [{ batch: "1" }, ["minHealthy"]],
    [{ "wso2:batch": "50%" }, ["minHealthy"]],
    [{ minHealthy: "2" }, ["batch"]],
    [{ batch: "2", "wso2:minHealthy": "1" }, []],
  ])("keeps what %j says", (chosen, dropped) => {
    const alone = Object.fromEntries(dropped.map((key) => [key, ""]));
    expect(planDemoSets({ system: "integrator" }, chosen)).toMatchObject({ ...alone, ...chosen });
    expect(planDemoRoll(chosen)).toEqual(alone);
  });
});

it.each([1, 20, 60, 120, 500])("at %i requests a second a drain outlasts every session", (rate) => {
  const {
    stickySessions = 0,
    sessionRequests = 0,
    slow,
  } = planLoad({
    ...{ url: "https://10.0.0.1/", seconds: 1 },
    ...planDemoLoad(rate),
  });
  // Those that are not on connections of their own.
  const sessionSec = (sessionRequests * stickySessions) / (rate * 0.7);
  expect(slow).toEqual({ everySec: 2, delayMs: 3000, sessionRequests: 1 });
  const longestSec = Math.max(sessionSec, 3) + Number(demoWaits.quietSec);
  expect(longestSec).toBeLessThan(Number(demoWaits.sessionTimeoutSec));
});
