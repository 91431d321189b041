import {
  address,
  count,
  line,
  list,
  matching,
  name,
  optional,
  port,
  shape,
  text,
  variant,
} from "../remote/plan-shape";
import { target } from "../remote/target-schemas";
import type { PairAddress, PairFacts, PairLimits } from "./pair-model";
import type { PairPlan } from "./pair-plan";

const kind = <K extends string>(value: K) =>
  matching(value, new RegExp(`^${value}$`)) as (given: unknown, at: string) => K;

const pairAddress = variant<"kind", PairAddress>("kind", {
  secondary: shape({ kind: kind("secondary"), ip: address }),
  route: shape({ kind: kind("route"), ip: address, routeTableIds: list(name) }),
  elastic: shape({ kind: kind("elastic"), ip: address, allocationId: name }),
});

const facts = shape<PairFacts>({
  name,
  region: line,
  machines: list(shape({ name, address, instanceId: optional(name) })),
  address: pairAddress,
  ports: list(port),
  readinessPort: port,
  limits: optional(
    shape<PairLimits>({
      tokenMs: optional(count),
      fencingDelaySec: optional(count),
      checkIntervalSec: optional(count),
      drainTimeoutSec: optional(count),
      pauseSec: optional(count),
      fencingTimeoutSec: optional(count),
    }),
  ),
});

/** Of `configure-pair`. */
export const pairPlan = shape<PairPlan>({ target, facts, authKey: text, agents: optional(line) });
