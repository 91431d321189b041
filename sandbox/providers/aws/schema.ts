import { version } from "@pulumi/aws/package.json";
import { functions, resources } from "./registry";

export { supportedFunctions, supportedTypes } from "./registry";

const any = { $ref: "pulumi.json#/Any" };

/** The package's schema as Pulumi has it, with every property of any type: the tables do the checking. */
export function renderSchema(): string {
  const properties = (names: Iterable<string>) => Object.fromEntries([...names].map((name) => [name, any]));
  return JSON.stringify({
    name: "aws",
    version,
    resources: Object.fromEntries(
      [...resources.values()].map(({ token, inputs, outputs }) => [
        token,
        {
          inputProperties: properties(Object.keys(inputs)),
          requiredInputs: Object.keys(inputs).filter((name) => inputs[name]?.required),
          properties: properties([...Object.keys(inputs), ...outputs]),
        },
      ]),
    ),
    functions: Object.fromEntries(
      [...functions.values()].map(({ token, inputs }) => [
        token,
        { inputs: { properties: properties(Object.keys(inputs)) }, outputs: { properties: {} } },
      ]),
    ),
  });
}
