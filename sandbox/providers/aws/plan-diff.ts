import { type ChangeKind, planChanges } from "../serve/diff";
import type { PropertySpec, Values } from "./property-spec";
import type { ResourceDefinition } from "./resource";
import { sameValue } from "./same-value";

/** One changed place: `tags.Name`, `listeners`. */
export interface PlannedChange {
  readonly path: string;
  readonly input: string;
  readonly kind: ChangeKind;
  /** Whether it needs a new resource. */
  readonly replaces: boolean;
}

/** What changes between the inputs before and now, and what that does to the resource. */
export function planDiff(
  definition: ResourceDefinition,
  before: Values,
  inputs: Values,
  state: Values,
): PlannedChange[] {
  return Object.entries(definition.inputs).flatMap(([input, spec]) => {
    const old = before[input] ?? (spec.computed ? state[input] : undefined);
    const now = inputs[input] ?? (spec.computed ? old : undefined);
    if (spec.unread && old === undefined) return [];
    if (sameValue(spec, old, now) || isEmptyBoth(old, now)) return [];
    return places(spec, input, old, now).map(({ path, kind }) => ({
      path,
      input,
      kind,
      replaces: definition.replaces?.(input, before, inputs, state) ?? replacesAt(spec, path, old, now),
    }));
  });
}

function places(spec: PropertySpec, input: string, old: unknown, now: unknown) {
  if (spec.set && Array.isArray(old) && Array.isArray(now)) return [{ path: input, kind: "update" as const }];
  const changes = planChanges({ [input]: old }, { [input]: now });
  if (!isObject(old) || !isObject(now)) return changes;
  return changes.filter(({ path }) => {
    const name = path.split(".")[1] ?? "";
    const field = spec.fields?.[name];
    // An output only, where the table knows the inputs.
    if (!field) return !spec.fields;
    // What AWS filled in and the program leaves to it is no change.
    if (field.computed && now[name] === undefined) return false;
    return !sameValue(field, old[name] ?? field.default, now[name] ?? field.default);
  });
}

function replacesAt(spec: PropertySpec, path: string, old: unknown, now: unknown): boolean {
  if (spec.replaces) return true;
  const fields = Object.entries(spec.fields ?? {});
  const name = path.split(".")[1];
  if (name !== undefined) return spec.fields?.[name]?.replaces === true;
  // The whole object came or went: what counts is whether a field in it matters.
  const some = (old ?? now ?? {}) as Values;
  return fields.some(([field, { replaces }]) => replaces && some[field] !== undefined);
}

/** To AWS, no tags and an empty object of tags are the same; so are lists. */
function isEmptyBoth(old: unknown, now: unknown): boolean {
  const isEmpty = (value: unknown) =>
    value === undefined || (typeof value === "object" && value !== null && Object.keys(value).length === 0);
  return isEmpty(old) && isEmpty(now);
}

function isObject(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
