import { absolutePath, line, list, matching, name, optional, shape, text } from "../../remote/plan-shape";
import { target } from "../../remote/target-schemas";
import type { LogPlan } from "./log-plan";

/** Of `ship-logs`. */
export const logPlan = shape<LogPlan>({
  target,
  agent: shape({ source: text, sha256: matching("a SHA-256 in hex", /^[0-9a-f]{64}$/) }),
  logGroupName: text,
  units: list(name),
  files: list(shape({ name, path: absolutePath, entryBegins: optional(text) })),
  progress: optional(line),
});
