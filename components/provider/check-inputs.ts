import * as pulumi from "@pulumi/pulumi";
import { type Problem, Problems } from "../validation/problems";

/** The type of a value, as a Pulumi schema says it. */
export interface ValueSpec {
  readonly type?: string;
  readonly $ref?: string;
  readonly items?: ValueSpec;
  readonly additionalProperties?: ValueSpec;
}

/** An object of named properties, or a list of allowed values. */
export interface TypeSpec {
  readonly properties?: Readonly<Record<string, ValueSpec>>;
  readonly required?: readonly string[];
  readonly enum?: readonly { readonly value: unknown }[];
}

/**
 * What is wrong with the inputs that are known. The engine hands on whatever a program says, and YAML makes a number
 * of `4.10`: a version that nobody has. No value is shown, as any may be a secret.
 *
 * @param types by their reference, `#/types/wso2:index:Opening`
 */
export function checkInputs(
  inputs: TypeSpec,
  types: (reference: string) => TypeSpec | undefined,
  values: Readonly<Record<string, unknown>>,
): Problem[] {
  const problems = new Problems();
  const checkObject = (spec: TypeSpec, value: object, at: string): void => {
    const { properties = {}, required = [] } = spec;
    const given = Object.entries(value).filter(([, each]) => each !== undefined && each !== null);
    const names = given.map(([name]) => name);
    for (const name of required) problems.require(names.includes(name), at + name, "is needed and not set");
    const known = Object.keys(properties).join(", ");
    for (const [name, each] of given) {
      const property = properties[name];
      problems.require(property !== undefined, at + name, `is not known here; known are ${known}`);
      if (property) check(property, each, at + name);
    }
  };
  const check = (spec: ValueSpec, value: unknown, at: string): void => {
    if (value === undefined || value === null || pulumi.Output.isInstance(value)) return;
    const type = spec.$ref === undefined ? undefined : types(spec.$ref);
    if (type?.enum) {
      const allowed = type.enum.map((each) => each.value);
      problems.require(allowed.includes(value), at, `must be one of ${allowed.join(", ")}`);
      return;
    }
    const wanted = type?.properties ? "object" : spec.type;
    const fault = wanted && findFault(wanted, value);
    if (fault) problems.require(false, at, fault);
    else if (type?.properties) checkObject(type, value as object, `${at}.`);
    else if (spec.items) {
      for (const [index, each] of (value as unknown[]).entries()) check(spec.items, each, `${at}[${index}]`);
    } else if (spec.additionalProperties) {
      for (const [name, each] of Object.entries(value))
        check(spec.additionalProperties, each, `${at}.${name}`);
    }
  };
  checkObject(inputs, values, "");
  return problems.list;
}

const meanings: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  boolean: "true or false",
  array: "a list",
  object: "a map",
};

function findFault(wanted: string, value: unknown): string | undefined {
  const got = Array.isArray(value) ? "array" : typeof value;
  if (got === wanted || meanings[wanted] === undefined) return undefined;
  const hint = wanted === "string" && got !== "object" && got !== "array" ? ", in quotes" : "";
  return `got ${meanings[got] ?? got}; ${meanings[wanted]} is needed${hint}`;
}
