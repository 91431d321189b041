import { absolutePath, list, name, shape } from "../remote/plan-shape";
import { machineFile, target } from "../remote/target-schemas";
import { haproxyConfig } from "./config-schema";
import type { HaproxyPlan } from "./haproxy-plan";

/** Of `configure-haproxy`. */
export const haproxyPlan = shape<HaproxyPlan>({
  target,
  config: haproxyConfig,
  files: list(machineFile),
  peers: list(shape({ name, ssh: target, socketPath: absolutePath })),
});
