import { checkRollingGroup, type Problem } from "../components";
import { groupSettings } from "./group-settings";
import type { RollSettings } from "./roll-settings";

/** Keys whose name is another one in the configuration than in a RollingGroup's arguments. */
const names: readonly (readonly [RegExp, string])[] = [
  [/^batches(\[\d+\])?/, "batch"],
  [/^hooks\./, ""],
  [/^nodes\b/, "nodeCount"],
];

/** What is wrong with how a group is to be rolled, by the keys that the user wrote; nothing is registered yet. */
export function checkRoll(settings: RollSettings, nodeKeys: readonly string[]): Problem[] {
  return checkRollingGroup({ ...groupSettings(settings), keys: nodeKeys }).map(
    ({ propertyPath, reason }) => ({
      propertyPath: `wso2:${names.reduce((path, [own, key]) => path.replace(own, key), propertyPath)}`,
      reason,
    }),
  );
}
