import { inspect } from "node:util";
import { failOnProblems, withOwnFrames } from "../../../components/validation/fail-on-problems";

describe("withOwnFrames", () => {
  // Node's inspect in colours never comes to an end with such a frame.
  it("leaves the program's own frames, so that the error can be shown", () => {
    const error = new Error("wrong");
    error.stack = [
      "Error: wrong",
      "    at make (/home/ann/stack/index.ts:3:1)",
      "    at Stack.initialize (/home/ann/stack/node_modules/@pulumi/resource.ts:1687:22)",
    ].join("\n");
    expect(withOwnFrames(error).stack).toBe("Error: wrong\n    at make (/home/ann/stack/index.ts:3:1)");
    expect(inspect(error, { colors: true })).toContain("make");
  });

  it("keeps a message that names such a folder", () => {
    const error = new Error("no node_modules/@pulumi/resource.ts there");
    expect(withOwnFrames(error).stack).toContain("no node_modules/@pulumi/resource.ts there");
  });
});

it("fails with every problem at once", () => {
  const problems = [
    { propertyPath: "batches[0]", reason: "got 0" },
    { propertyPath: "minHealthy", reason: "got x" },
  ];
  expect(() => failOnProblems("RollingGroup a", problems)).toThrow(
    "RollingGroup a:\n  batches[0]: got 0\n  minHealthy: got x",
  );
  expect(() => failOnProblems("RollingGroup a", [])).not.toThrow();
});
