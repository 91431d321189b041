import { DiffResponse, PropertyDiff } from "@pulumi/pulumi/proto/provider_pb";
import type { PlannedChange } from "./plan-diff";
import type { ResourceDefinition } from "./resource";

const { Kind } = PropertyDiff;
const kinds = {
  add: [Kind.ADD, Kind.ADD_REPLACE],
  delete: [Kind.DELETE, Kind.DELETE_REPLACE],
  update: [Kind.UPDATE, Kind.UPDATE_REPLACE],
} as const;

/** What the engine is told of a change. */
export function renderDiff(changes: readonly PlannedChange[], definition: ResourceDefinition): DiffResponse {
  const inputsOf = (some: readonly PlannedChange[]) => [...new Set(some.map(({ input }) => input))];
  const replaces = inputsOf(changes.filter((change) => change.replaces));
  const response = new DiffResponse()
    .setChanges(changes.length > 0 ? DiffResponse.DiffChanges.DIFF_SOME : DiffResponse.DiffChanges.DIFF_NONE)
    .setDiffsList(inputsOf(changes))
    .setReplacesList(replaces)
    .setStablesList([...definition.stables])
    .setHasdetaileddiff(true);
  const detailed = response.getDetaileddiffMap();
  for (const { path, kind, replaces: isReplaced } of changes) {
    detailed.set(path, new PropertyDiff().setKind(kinds[kind][isReplaced ? 1 : 0]).setInputdiff(true));
  }
  return response;
}
