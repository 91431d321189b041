import type { Plans } from "./plans";

/** What lines and the journal say of a command besides its steps; none of it secret. */
export interface PlanFacts {
  /** The machine that the command is about; undefined for a whole group. */
  readonly node?: string;
  readonly version?: string;
  readonly progress?: string;
}

export function planFacts(plan: Plans[keyof Plans]): PlanFacts {
  const node = "node" in plan ? plan.node : "target" in plan ? plan.target.name : undefined;
  return {
    ...(node === undefined ? {} : { node }),
    ...("version" in plan && plan.version ? { version: plan.version } : {}),
    ...("progress" in plan && plan.progress ? { progress: plan.progress } : {}),
  };
}
