import { createHash } from "node:crypto";
import { type ChangedFile, modeOf } from "../../../components/nodes/changed-file";
import { digestService } from "../../../components/nodes/plan-service";
import { planShapes } from "../../../components/program/plan-schemas";
import { exampleService } from "../program/example-plans";

const file = { path: "/etc/app.conf", content: "secret=hunter2" };

function planOf(changed: ChangedFile) {
  const { install: _, ...plan } = exampleService;
  return { ...plan, change: { files: [changed], environment: { WSO2_NODE: "node1" } } };
}

describe("the mode of a file", () => {
  it.each<[string, Partial<ChangedFile>, string]>([
    ["is closed to others where it has an owner", { owner: "app:app" }, "640"],
    ["is closed to others where root shares it with a group", { owner: "root:app" }, "640"],
    ["is open where nobody says who reads it", {}, "644"],
    ["is open where root alone is named, as if it were not", { owner: "root:root" }, "644"],
    ["is what is said", { mode: "600", owner: "app:app" }, "600"],
  ])("%s", (_, change, mode) => {
    expect(modeOf({ ...file, ...change })).toBe(mode);
  });

  it("may be missing in a plan", () => {
    const plan = planOf(file);
    expect(planShapes.start(plan, "")).toEqual(plan);
  });

  it("rolls no stack that was deployed when each file had 644", () => {
    const owned = { ...file, owner: "app:app" };
    const { services } = exampleService;
    const before = {
      files: [{ ...file, mode: "644", owner: "app:app" }],
      environment: { WSO2_NODE: "node1" },
    };
    const recorded = createHash("sha256")
      .update(JSON.stringify({ services, change: before }))
      .digest("hex");
    expect(digestService(planOf(owned))).toBe(recorded.slice(0, 12));
    expect(digestService(planOf({ ...owned, mode: "640" }))).not.toBe(recorded.slice(0, 12));
  });
});
