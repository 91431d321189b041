import { secret, unknown } from "../../../../sandbox/providers/serve";
import { checkInputs, type InputSpec } from "../../../../sandbox/providers/serve/check-inputs";

const spec: InputSpec = {
  kinds: {
    text: "string",
    size: "number",
    on: "boolean",
    list: "any[]",
    names: "string[]",
    environment: "string{}",
    subject: { object: { name: "string" } },
    curve: { oneOf: ["P256", "P384"] },
    uses: { listOf: ["a", "b"] },
    assets: { unsupported: true },
  },
  required: ["text"],
};

test("what fits: values, secrets, values not known yet, nothing", () => {
  const inputs = {
    text: secret("x"),
    size: 1,
    on: unknown,
    list: [1, unknown, { a: [] }],
    names: ["a", secret("b")],
    environment: { A: "1", B: unknown },
    subject: { name: "n" },
    curve: "P256",
    uses: ["a", unknown],
    assets: null,
  };
  expect(checkInputs(spec, inputs)).toEqual([]);
});

test.each([
  [{}, "text", "is required"],
  [{ text: 1 }, "text", "must be a string, got 1"],
  [{ text: "x", size: "1" }, "size", 'must be a number, got "1"'],
  [{ text: "x", on: "true" }, "on", 'must be a boolean, got "true"'],
  [{ text: "x", list: "a" }, "list", 'must be a list, got "a"'],
  [{ text: "x", names: ["a", 1] }, "names", "must be a list of strings, got a list"],
  [{ text: "x", environment: { A: 1 } }, "environment", "must be an object of strings, got an object"],
  [{ text: "x", subject: "n" }, "subject", 'must be an object, got "n"'],
  [
    { text: "x", subject: { nam: "n" } },
    "subject.nam",
    "is not a property the sandbox knows here; it knows name",
  ],
  [{ text: "x", curve: "P1" }, "curve", 'must be one of P256, P384, got "P1"'],
  [{ text: "x", uses: ["a", "c"] }, "uses", 'must be one of a, b, got "c"'],
  [{ text: "x", assets: [] }, "assets", "is not in the sandbox's provider"],
  [
    { text: "x", toString: "t" },
    "toString",
    expect.stringContaining("is not a property the sandbox knows here"),
  ],
  [{ text: "x", curve: secret("hidden") }, "curve", "must be one of P256, P384"],
])("fails for %j", (inputs, property, reason) => {
  expect(checkInputs(spec, inputs)).toEqual([{ property, reason }]);
});
