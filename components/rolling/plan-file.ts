import { appendFileSync } from "node:fs";
import type { RollPlan } from "./plan-roll";

/** One line of the file that `WSO2_ROLL_PLAN` names: what a preview knows of a roll, for programs. */
export type PlanNote =
  | {
      readonly kind: "group";
      readonly group: string;
      /** Nothing of it is there yet. */
      readonly first: boolean;
      /** Groups that come before it. @default none */
      readonly after?: readonly string[];
    }
  | { readonly kind: "roll"; readonly plan: RollPlan }
  | { readonly kind: "unreachable"; readonly balancers: readonly UnreachableBalancer[] };

export interface UnreachableBalancer {
  readonly balancer: string;
  readonly reason: string;
}

/** Writes one down where somebody asks for it; one write, so that lines of several programs never mix. */
export function notePlan(note: PlanNote, path = process.env.WSO2_ROLL_PLAN): void {
  if (path) appendFileSync(path, `${JSON.stringify(note)}\n`, { mode: 0o600 });
}

/** What such a file holds. */
export function parsePlanNotes(text: string): PlanNote[] {
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as PlanNote);
}
