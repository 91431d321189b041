import { z } from "zod";
import {
  checkLoadBalancer,
  haproxyPorts,
  haproxyReadinessPath,
  LoadBalancerKind,
  PlainHttp,
  type Problem,
  Stickiness,
} from "../components";
import { pairSettings } from "./pair-settings";

const seconds = z.number().int();
const arn = (of: string) =>
  z.string().regex(new RegExp(`^arn:[^:\\s]+:${of}:\\S+$`), `an ARN arn:aws:${of}:...`);

/** Of one load balancer, or a failover pair. */
const balancerSettings = {
  kind: z.enum({ ...LoadBalancerKind, failoverPair: "failover-pair" }).optional(),
  http: z.enum(PlainHttp).optional(),
  stickiness: z.enum(Stickiness).optional(),
  stickyForSec: seconds.optional(),
  slowStartSec: seconds.optional(),
  drainingTimeoutSec: seconds.optional(),
  idleTimeoutSec: seconds.optional(),
  passthrough: z.boolean().optional(),
  crossZone: z.boolean().optional(),
  internal: z.boolean().optional(),
  deletionProtection: z.boolean().optional(),
  webAclArn: arn("wafv2").optional(),
  alarmTopicArns: z.array(arn("sns")).min(1).optional(),
  ...pairSettings,
};

/** What stands in front of the HAProxy machines. */
export const edgeSettings = {
  edge: z
    .strictObject({ ...balancerSettings, keep: z.strictObject(balancerSettings).optional() })
    .optional()
    .describe(
      "What is in front: `kind` is `classic` (when not set), `application` or `network`, a load balancer of AWS ([more keys](../load-balancers.md#in-the-stacks)), or `failover-pair`, one address that moves between the two HAProxy machines ([more keys](../haproxy-pair.md#in-the-stacks)). `keep` is a second one of another kind beside it.",
    ),
};

export type EdgeSettings = NonNullable<z.infer<z.ZodObject<typeof edgeSettings>>["edge"]>;

/** One of the load balancers. */
export type BalancerSettings = Omit<EdgeSettings, "keep">;

/** The page of each HAProxy that a load balancer asks for. */
export const edgeHealth = { port: haproxyPorts.readiness, path: haproxyReadinessPath };

/** What the kind can't have, by the configuration's keys. The name is the stack's, which the component checks. */
export function checkEdge({ keep, ...edge }: EdgeSettings = {}): Problem[] {
  const found = checkBalancer("edge", edge);
  if (!keep) return found;
  const { kind = "classic" } = keep;
  const same = {
    propertyPath: "wso2:edge.keep.kind",
    reason: `is ${kind}, as wso2:edge.kind is; ${keepMeans}`,
  };
  return [
    ...found,
    ...checkBalancer("edge.keep", keep),
    ...(kind === (edge.kind ?? "classic") ? [same] : []),
  ];
}

const keepMeans = "keep is for the kind that stood in front before, with the other keys that it had";

function checkBalancer(at: string, settings: BalancerSettings): Problem[] {
  const { kind = "classic", alarmTopicArns: _, address: __, limits: ___, ...others } = settings;
  // What a pair may have is judged with the keys that it needs.
  if (kind === "failover-pair") return [];
  const found = checkLoadBalancer("edge", { kind, health: edgeHealth, ...others });
  return found.map(({ propertyPath, reason }) => ({ propertyPath: `wso2:${at}.${propertyPath}`, reason }));
}
