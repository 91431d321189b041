import { defaultsKey, type PropertySpec, type Values } from "./property-spec";
import type { ResourceDefinition } from "./resource";
import { sameValue } from "./same-value";

/** The state from what AWS has: with what it doesn't give back, and tags told from the provider's own. */
export function stateOf(
  definition: ResourceDefinition,
  live: Values,
  known: Values,
  defaultTags: Readonly<Record<string, string>>,
): Values {
  const state = withoutNothing(live);
  for (const [name, spec] of Object.entries(definition.inputs)) {
    if (known[name] === undefined) continue;
    if (spec.unread) state[name] = known[name];
    else if (state[name] !== undefined) state[name] = asKnown(spec, state[name], known[name]);
  }
  if (definition.inputs.tagsAll) {
    const all = (live.tags ?? {}) as Record<string, string>;
    const own = (known.tags ?? {}) as Record<string, string>;
    const isOwn = ([key, value]: [string, string]) => key in own || defaultTags[key] !== value;
    state.tags = Object.fromEntries(Object.entries(all).filter(isOwn));
    if (isEmpty(state.tags) && known.tags === undefined) delete state.tags;
    state.tagsAll = all;
  }
  return state;
}

/** Inputs that would make what AWS has: of what AWS chooses by itself, only what the program had set. */
export function inputsOf(definition: ResourceDefinition, state: Values, known: Values): Values {
  const inputs: Values = {};
  for (const [name, spec] of Object.entries(definition.inputs)) {
    const value = inputOf(spec, state[name], known[name]);
    if (value !== undefined) inputs[name] = value;
  }
  const filled = Array.isArray(known[defaultsKey]) ? (known[defaultsKey] as string[]) : [];
  inputs[defaultsKey] = Object.entries(definition.inputs)
    .filter(([name, spec]) => {
      // Of an import, nothing is known: what has its default counts as such.
      const before = filled.includes(name) ? known[name] : known[name] === undefined && spec.default;
      return inputs[name] !== undefined && sameValue(spec, inputs[name], before);
    })
    .map(([name]) => name)
    .sort();
  return inputs;
}

/** As the program wrote it, where AWS writes the same in another way. */
function asKnown(spec: PropertySpec, live: unknown, known: unknown): unknown {
  if (isObject(live) && isObject(known) && spec.fields) {
    const fields = Object.entries(live).map(([name, value]) => {
      const field = spec.fields?.[name];
      return [name, field ? asKnown(field, value, known[name]) : value];
    });
    return Object.fromEntries(fields);
  }
  return known !== undefined && sameValue(spec, known, live) ? known : live;
}

function inputOf(spec: PropertySpec, live: unknown, known: unknown): unknown {
  const wasSet = known !== undefined;
  if (live === undefined || (spec.computed && !wasSet)) return undefined;
  if (!wasSet && isEmpty(live)) return undefined;
  if (!isObject(live) || !spec.fields) return live;
  const before = isObject(known) ? known : {};
  const fields = Object.entries(spec.fields).map(([name, field]) => [
    name,
    inputOf(field, live[name], before[name]),
  ]);
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
}

function withoutNothing(values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && value !== null),
  );
}

function isEmpty(value: unknown): boolean {
  return value === "" || (typeof value === "object" && value !== null && Object.keys(value).length === 0);
}

function isObject(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
