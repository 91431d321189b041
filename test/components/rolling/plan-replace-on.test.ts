import { planReplaceOn } from "../../../components/rolling/plan-replace-on";

const deployed = { version: "1", machines: {}, configurations: { node1: "a" }, startSec: {} };
const kept = { ...deployed, replaceOn: { node1: "version 0 configuration z" } };
const facts = { node: "node1", version: "1", configuration: "a" };

describe("planReplaceOn", () => {
  it.each([
    ["auto", { ...facts, version: "2" }, undefined, ""],
    ["auto", { ...facts, version: "2" }, kept, "version 0 configuration z"],
    ["replace", facts, deployed, ""],
    ["replace", facts, kept, "version 0 configuration z"],
    ["replace", facts, undefined, "version 1 configuration a"],
    ["replace", { ...facts, version: "2" }, kept, "version 2 configuration a"],
    ["replace", { ...facts, configuration: "b" }, deployed, "version 1 configuration b"],
  ] as const)("under %s, of %j after %j, is %j", (strategy, now, before, text) => {
    expect(planReplaceOn({ ...now, strategy, deployed: before })).toBe(text);
  });
});
