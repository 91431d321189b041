import { list, oneOf, optional, seconds, shape, text } from "../../remote/plan-shape";
import { environment, target } from "../../remote/target-schemas";
import type { Hook, HookPlan } from "./hook-plan";

const hook = shape<Hook>({ name: text, command: text, on: oneOf("node", "operator"), timeoutSec: seconds });

export const hookPlan = shape<HookPlan>({
  hooks: list(hook),
  context: shape({ label: text, environment, target: optional(target) }),
});
