import { checkHooks, type GroupHooks } from "../../../components/rolling/group-hooks";

const hook = { name: "smoke", command: "true", on: "node", timeoutSec: 10 } as const;

describe("checkHooks", () => {
  it("accepts hooks on the node around a node, and on the operator's computer everywhere", () => {
    const here = [{ ...hook, on: "operator" as const }];
    const hooks: GroupHooks = { beforeNode: [hook], afterNode: [hook], beforeRoll: here, afterBatch: here };
    expect(checkHooks(hooks)).toEqual([]);
  });

  it("fails for each value that can't be used, by its path", () => {
    const bad = { name: " ", command: "", on: "node" as const, timeoutSec: 0 };
    expect(checkHooks({ afterNode: [hook, bad], beforeBatch: [hook] })).toEqual([
      { propertyPath: "hooks.afterNode[1].name", reason: "is empty; messages name the hook by it" },
      { propertyPath: "hooks.afterNode[1].command", reason: "is empty; a line for sh is needed" },
      {
        propertyPath: "hooks.afterNode[1].timeoutSec",
        reason: "got 0; a whole number from 1 to 86400 is needed",
      },
      {
        propertyPath: "hooks.beforeBatch[0].on",
        reason: 'got "node"; only beforeNode and afterNode can run there, "operator" is needed',
      },
    ]);
  });
});
