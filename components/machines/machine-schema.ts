import { line, list, matching, name, optional, seconds, shape, text } from "../remote/plan-shape";
import { target } from "../remote/target-schemas";
import type { MachinePlan } from "./machine-plan";

/** Of `prepare`. */
export const machinePlan = shape<MachinePlan>({
  target,
  hostPrivateKey: text,
  hostname: matching("a host name", /^[A-Za-z0-9]([A-Za-z0-9.-]{0,62}[A-Za-z0-9])?$/),
  packages: list(shape({ command: name, name })),
  groups: list(name),
  bootTimeoutSec: seconds,
  progress: optional(line),
});
