import * as pulumi from "@pulumi/pulumi";
import { checkInputs, type TypeSpec } from "../../../components/provider/check-inputs";

const spec: TypeSpec = {
  properties: {
    version: { type: "string" },
    count: { type: "number" },
    isOn: { type: "boolean" },
    names: { type: "array", items: { type: "string" } },
    tags: { type: "object", additionalProperties: { type: "string" } },
    kind: { $ref: "#/types/wso2:index:Kind" },
    opening: { $ref: "#/types/wso2:index:Opening" },
    any: { $ref: "pulumi.json#/Any" },
  },
  required: ["version"],
};
const types: Readonly<Record<string, TypeSpec>> = {
  "#/types/wso2:index:Kind": { enum: [{ value: "one" }, { value: "two" }] },
  "#/types/wso2:index:Opening": { properties: { port: { type: "number" } }, required: ["port"] },
};
const problemsOf = (values: Record<string, unknown>) =>
  checkInputs(spec, (reference) => types[reference], values).map(
    ({ propertyPath, reason }) => `${propertyPath} ${reason}`,
  );

it("finds nothing wrong with what the schema says, with what is known later, and with what is not given", () => {
  expect(
    problemsOf({
      ...{ version: "4.10", count: 2, isOn: false, names: ["a"], tags: { a: "b" }, kind: "two" },
      ...{ opening: { port: 443 }, any: [1, { a: true }] },
    }),
  ).toEqual([]);
  const later = pulumi.output("later");
  expect(problemsOf({ version: later, names: [later], tags: undefined, kind: null, opening: later })).toEqual(
    [],
  );
});

it.each([
  ["a number for text", { version: 4.1 }, "version got a number; text is needed, in quotes"],
  ["what is needed", {}, "version is needed and not set"],
  ["null for what is needed", { version: null }, "version is needed and not set"],
  ["text for a number", { version: "1", count: "2" }, "count got text; a number is needed"],
  ["text for a boolean", { version: "1", isOn: "no" }, "isOn got text; true or false is needed"],
  ["text for a list", { version: "1", names: "a" }, "names got text; a list is needed"],
  [
    "a number in a list",
    { version: "1", names: ["a", 1] },
    "names[1] got a number; text is needed, in quotes",
  ],
  ["a map in a list", { version: "1", names: [{}] }, "names[0] got a map; text is needed"],
  ["a number in a map", { version: "1", tags: { a: 1 } }, "tags.a got a number; text is needed, in quotes"],
  ["a list for a map", { version: "1", tags: [] }, "tags got a list; a map is needed"],
  ["a value that is not allowed", { version: "1", kind: "three" }, "kind must be one of one, two"],
  ["a list for an object", { version: "1", opening: [] }, "opening got a list; a map is needed"],
  ["what an object lacks", { version: "1", opening: {} }, "opening.port is needed and not set"],
])("fails for %s", (_, values, problem) => {
  expect(problemsOf(values)).toEqual([problem]);
});

it("fails for names that nobody knows, at any depth, and for all at once", () => {
  expect(problemsOf({ versoin: "1", opening: { port: "443", form: "x" } })).toEqual([
    "version is needed and not set",
    `versoin is not known here; known are ${Object.keys(spec.properties ?? {}).join(", ")}`,
    "opening.port got text; a number is needed",
    "opening.form is not known here; known are port",
  ]);
});
