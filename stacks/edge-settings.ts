import { z } from "zod";
import { haproxyPorts, haproxyReadinessPath, LoadBalancerKind, PlainHttp, Stickiness } from "../components";
import { bucketName } from "./machine-settings";
import { pairSettings } from "./pair-settings";

const seconds = z.number().int();
const arn = (of: string) =>
  z.string().regex(new RegExp(`^arn:[^:\\s]+:${of}:\\S+$`), `an ARN arn:aws:${of}:...`);
const certificateArn = z
  .string()
  .regex(
    /^arn:[^:\s]+:(acm:[a-z0-9-]+:\d{12}:certificate|iam::\d{12}:server-certificate)\/\S+$/,
    "a certificate's ARN arn:aws:acm:<region>:<account>:certificate/<id>",
  );
const count = z.number().int().min(1);

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
  certificateArn: certificateArn.optional(),
  furtherCertificateArns: z
    .record(z.string().regex(/^[a-z0-9-]+$/, "a key of lower-case letters, digits and -"), certificateArn)
    .optional(),
  tlsPolicy: z
    .string()
    .regex(/^ELBSecurityPolicy-[A-Za-z0-9-]+$/, "a policy of AWS, ELBSecurityPolicy-...")
    .optional(),
  accessLogs: z
    .strictObject({
      bucket: bucketName,
      prefix: z
        .string()
        .regex(/^[^/\s](\S*[^/\s])?$/, "a prefix without a slash at its ends")
        .optional(),
      intervalMin: z.union([z.literal(5), z.literal(60)]).optional(),
    })
    .optional(),
  alarmTopicArns: z.array(arn("sns")).min(1).optional(),
  alarms: z
    .strictObject({
      errorsPerMin: count.max(1_000_000).optional(),
      unhealthyForMin: count.max(60).optional(),
    })
    .optional(),
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

/** Each load balancer or pair that a configuration puts in front, with the key that it stands below. */
export function balancersOfEdge({ keep, ...edge }: EdgeSettings = {}): [at: string, BalancerSettings][] {
  return [["edge", edge], ...(keep ? [["edge.keep", keep] as [string, BalancerSettings]] : [])];
}

/** AWS's own, of connections that speak TLS. */
const networkIdleSec = 350;

/** How long it keeps a silent connection, in seconds; a pair has nothing of its own that ends one. */
export function idleTimeoutOf({
  kind = "classic",
  idleTimeoutSec = 60,
}: BalancerSettings): number | undefined {
  if (kind === "failover-pair") return undefined;
  return kind === "network" ? networkIdleSec : idleTimeoutSec;
}
