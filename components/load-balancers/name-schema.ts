import { line, number, optional, shape, text } from "../remote/plan-shape";
import type { NamePlan } from "./name-plan";

/** Of `follow-name`. */
export const namePlan = shape<NamePlan>({
  name: text,
  leadsTo: text,
  forSec: number,
  progress: optional(line),
});
