import { unknown } from "../serve/wire";
import { defaultsKey, type Values } from "./property-spec";
import type { ResourceDefinition } from "./resource";

/** Outputs of a resource that doesn't exist yet, for a preview. */
export function planNewOutputs(definition: ResourceDefinition, inputs: Values): Values {
  const decided = Object.entries(definition.inputs)
    .filter(([, spec]) => spec.computed)
    .map(([name]) => name);
  const outputs = Object.fromEntries([...definition.outputs, ...decided].map((name) => [name, unknown]));
  return { ...outputs, ...withoutDefaultsKey(inputs) };
}

/** Outputs of a resource after a change in place, for a preview: AWS's own choices stay. */
export function planChangedOutputs(definition: ResourceDefinition, state: Values, inputs: Values): Values {
  const kept = Object.entries(state).filter(([name]) => {
    const spec = definition.inputs[name];
    return !spec || spec.computed || spec.unread || inputs[name] !== undefined;
  });
  return { ...Object.fromEntries(kept), ...withoutDefaultsKey(inputs) };
}

/** Inputs without the record of which of them are defaults; that is nothing of the resource's own. */
export function withoutDefaultsKey(inputs: Values): Values {
  const { [defaultsKey]: _, ...rest } = inputs;
  return rest;
}
