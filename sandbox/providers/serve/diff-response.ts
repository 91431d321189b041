import { DiffResponse, PropertyDiff } from "@pulumi/pulumi/proto/provider_pb";
import { type ChangeKind, inputOf, planChanges } from "./diff";
import type { ResourceHandler } from "./types";
import type { Properties } from "./wire";

const kinds = {
  add: [PropertyDiff.Kind.ADD, PropertyDiff.Kind.ADD_REPLACE],
  delete: [PropertyDiff.Kind.DELETE, PropertyDiff.Kind.DELETE_REPLACE],
  update: [PropertyDiff.Kind.UPDATE, PropertyDiff.Kind.UPDATE_REPLACE],
} as const satisfies Record<ChangeKind, readonly [update: number, replace: number]>;

/** What the engine is told of a change: every place that differs, and which inputs need a new resource. */
export function renderDiff(
  handler: ResourceHandler,
  state: Properties,
  before: Properties,
  after: Properties,
): DiffResponse {
  const changes = planChanges(before, after);
  const expired = handler.expired?.(state, after) ?? [];
  const inputs = new Set(changes.map(({ path }) => inputOf(path)));
  const response = new DiffResponse();
  const changed = changes.length > 0 || expired.length > 0;
  response.setChanges(changed ? DiffResponse.DiffChanges.DIFF_SOME : DiffResponse.DiffChanges.DIFF_NONE);
  response.setDiffsList([...inputs, ...expired]);
  const replaces = (path: string) => handler.replacesOn(inputOf(path), path);
  const replaced = new Set(changes.filter(({ path }) => replaces(path)).map(({ path }) => inputOf(path)));
  response.setReplacesList([...replaced, ...expired]);
  response.setHasdetaileddiff(true);
  const detailed = response.getDetaileddiffMap();
  for (const { path, kind } of changes) {
    detailed.set(path, renderPlace(kinds[kind][replaces(path) ? 1 : 0], true));
  }
  for (const property of expired)
    detailed.set(property, renderPlace(PropertyDiff.Kind.UPDATE_REPLACE, false));
  return response;
}

function renderPlace(kind: PropertyDiff.Kind, isInput: boolean): PropertyDiff {
  const place = new PropertyDiff();
  place.setKind(kind);
  place.setInputdiff(isInput);
  return place;
}
