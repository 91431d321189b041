import type { PlanFacts } from "../remote/plan-facts";
import type { Plans } from "./plans";

export function planFacts(plan: Plans[keyof Plans]): PlanFacts {
  const node = "node" in plan ? plan.node : "target" in plan ? plan.target.name : undefined;
  return {
    ...(node === undefined ? {} : { node }),
    ...("version" in plan && plan.version ? { version: plan.version } : {}),
    ...("progress" in plan && plan.progress ? { progress: plan.progress } : {}),
  };
}
