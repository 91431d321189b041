import * as pulumi from "@pulumi/pulumi";
import { lastDeployment } from "../program/last-deployment";
import { failOnProblems, withOwnFrames } from "../validation/fail-on-problems";
import { checkInputs, type TypeSpec, type ValueSpec } from "./check-inputs";
import * as components from "./components";
import type { ExistingClusterArgs } from "./existing-cluster-args";
import { knownArgs } from "./known-args";

/** What is read of a Pulumi schema here. */
export interface ProviderSchema {
  readonly version: string;
  readonly resources: Readonly<Record<string, ResourceSpec>>;
  readonly types: Readonly<Record<string, TypeSpec>>;
}

interface ResourceSpec {
  readonly inputProperties: Readonly<Record<string, ValueSpec>>;
  readonly requiredInputs: readonly string[];
  readonly properties: Readonly<Record<string, unknown>>;
}

type Inputs = Readonly<Record<string, unknown>>;
type Options = pulumi.ComponentResourceOptions;
type Component = new (name: string, args: Inputs, options: Options) => pulumi.ComponentResource;

const { ExistingCluster, ...alone } = components;

/**
 * The components of this library for programs in other languages, as the engine asks for them. The schema is written
 * ahead by the SDK's own analysis, so that no user needs a compiler, and none waits for one.
 */
export function createProvider(schema: ProviderSchema): pulumi.provider.Provider {
  const check = (subject: string, { inputProperties, requiredInputs }: ResourceSpec, inputs: Inputs) => {
    const spec = { properties: inputProperties, required: requiredInputs };
    const types = (reference: string) => schema.types[reference.replace("#/types/", "")];
    failOnProblems(subject, checkInputs(spec, types, inputs));
  };
  const make = async (type: string, name: string, given: Inputs, options: Options) => {
    const spec = schema.resources[type];
    const token = type.split(":").at(-1) ?? "";
    if (!spec) {
      const known = Object.keys(components).join(", ");
      throw new Error(`${type} is no component of this provider; it has ${known}`);
    }
    const subject = `${token} ${name}`;
    if (token === ExistingCluster.name) {
      const inputs = await knownArgs(subject, given);
      check(subject, spec, inputs);
      const last = await lastDeployment({ output: name });
      return new ExistingCluster(name, inputs as unknown as ExistingClusterArgs, options, last);
    }
    check(subject, spec, given);
    const Alone = (alone as unknown as Readonly<Record<string, Component>>)[token];
    if (!Alone) throw new Error(`the schema has ${type}, and the library has no such component`);
    return new Alone(name, given, options);
  };
  return {
    version: schema.version,
    getSchema: async () => JSON.stringify(schema),
    async construct(name, type, inputs, options) {
      const made = await make(type, name, inputs, options).catch((error) => Promise.reject(inWords(error)));
      const outputs = made as unknown as Inputs;
      const names = Object.keys(schema.resources[type]?.properties ?? {});
      return { urn: made.urn, state: Object.fromEntries(names.map((key) => [key, outputs[key]])) };
    },
  };
}

/** The message names every input already; with a list of them the engine says all of it again, values included. */
function inWords(error: unknown): unknown {
  if (!pulumi.InputPropertiesError.isInstance(error)) return error;
  return withOwnFrames(new pulumi.InputPropertiesError({ message: error.message, errors: [] }));
}
