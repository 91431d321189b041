import { unlessGone } from "../aws-errors";
import { regionProperty, tagProperties } from "../property-spec";
import { type Context, defineResource, UnfinishedError } from "../resource";
import { fromAwsTags, toAwsTags } from "../tags";
import { type Attributes, arnSuffix, elbv2Tagging, fromAttributes, toAttributes } from "./elbv2-attributes";

interface HealthCheckInput {
  enabled?: boolean;
  protocol?: string;
  port?: string;
  path?: string;
  matcher?: string;
  interval?: number;
  timeout?: number;
  healthyThreshold?: number;
  unhealthyThreshold?: number;
}

interface StickinessInput {
  type: string;
  enabled?: boolean;
  cookieName?: string;
  cookieDuration?: number;
}

interface GroupInputs {
  name: string;
  port: number;
  protocol: "HTTP" | "HTTPS" | "TCP" | "TLS";
  targetType: "instance" | "ip";
  vpcId: string;
  deregistrationDelay: number;
  slowStart: number;
  proxyProtocolV2: boolean;
  preserveClientIp?: string;
  stickiness?: StickinessInput;
  healthCheck?: HealthCheckInput;
  tagsAll?: Record<string, string>;
}

export const targetGroup = defineResource<GroupInputs>({
  token: "aws:lb/targetGroup:TargetGroup",
  label: "ELBv2 Target Group",
  inputs: {
    name: { kind: "string", computed: true, replaces: true },
    port: { kind: "number", required: true, replaces: true },
    protocol: { kind: "string", required: true, replaces: true },
    targetType: { kind: "string", default: "instance", replaces: true },
    vpcId: { kind: "string", required: true, replaces: true },
    deregistrationDelay: { kind: "number", default: 300 },
    slowStart: { kind: "number", default: 0 },
    proxyProtocolV2: { kind: "boolean", default: false },
    preserveClientIp: { kind: "string", computed: true },
    stickiness: {
      kind: "object",
      computed: true,
      fields: {
        type: { kind: "string", required: true },
        enabled: { kind: "boolean", default: true },
        cookieName: { kind: "string" },
        cookieDuration: { kind: "number", computed: true },
      },
    },
    healthCheck: {
      kind: "object",
      computed: true,
      fields: {
        enabled: { kind: "boolean", default: true },
        protocol: { kind: "string", computed: true },
        port: { kind: "string", default: "traffic-port" },
        path: { kind: "string", computed: true },
        matcher: { kind: "string", computed: true },
        interval: { kind: "number", default: 30 },
        timeout: { kind: "number", computed: true },
        healthyThreshold: { kind: "number", computed: true },
        unhealthyThreshold: { kind: "number", computed: true },
      },
    },
    ...tagProperties,
    ...regionProperty,
  },
  outputs: ["arn", "arnSuffix"],
  stables: ["arn", "arnSuffix", "name", "port", "protocol", "vpcId"],
  autoName: { input: "name", maxLength: 32 },
  tagging: elbv2Tagging,

  async create(inputs, context) {
    const Tags = toAwsTags(inputs.tagsAll);
    const made = await context.aws.elbv2.createTargetGroup({
      Name: inputs.name,
      Protocol: inputs.protocol,
      Port: inputs.port,
      VpcId: inputs.vpcId,
      TargetType: inputs.targetType,
      ...toHealthCheck(inputs.healthCheck),
      Tags: Tags.length > 0 ? Tags : undefined,
    });
    const arn = made.TargetGroups?.[0]?.TargetGroupArn ?? "";
    try {
      await setAttributes(arn, inputs, context);
    } catch (error) {
      throw new UnfinishedError(arn, error as Error);
    }
    return arn;
  },

  async read(id, _state, { aws }) {
    const found = await unlessGone(aws.elbv2.describeTargetGroups({ TargetGroupArns: [id] }));
    const live = found?.TargetGroups?.[0];
    if (!live) return undefined;
    const [{ Attributes }, tagged] = await Promise.all([
      aws.elbv2.describeTargetGroupAttributes({ TargetGroupArn: id }),
      aws.elbv2.describeTags({ ResourceArns: [id] }),
    ]);
    const attributes = fromAttributes(Attributes);
    const isHttp = live.HealthCheckProtocol?.startsWith("HTTP");
    return {
      arn: id,
      arnSuffix: arnSuffix(id),
      deregistrationDelay: Number(attributes["deregistration_delay.timeout_seconds"]),
      healthCheck: {
        enabled: live.HealthCheckEnabled,
        protocol: live.HealthCheckProtocol,
        port: live.HealthCheckPort,
        ...(isHttp ? { path: live.HealthCheckPath, matcher: live.Matcher?.HttpCode } : {}),
        interval: live.HealthCheckIntervalSeconds,
        timeout: live.HealthCheckTimeoutSeconds,
        healthyThreshold: live.HealthyThresholdCount,
        unhealthyThreshold: live.UnhealthyThresholdCount,
      },
      name: live.TargetGroupName,
      port: live.Port,
      preserveClientIp: attributes["preserve_client_ip.enabled"],
      protocol: live.Protocol,
      proxyProtocolV2: attributes["proxy_protocol_v2.enabled"] === "true",
      slowStart: Number(attributes["slow_start.duration_seconds"] ?? 0),
      stickiness: fromStickiness(attributes),
      tags: fromAwsTags(tagged.TagDescriptions?.[0]?.Tags),
      targetType: live.TargetType,
      vpcId: live.VpcId,
    };
  },

  async update({ id, inputs, changed }, context) {
    if (changed("healthCheck"))
      await context.aws.elbv2.modifyTargetGroup({ TargetGroupArn: id, ...toHealthCheck(inputs.healthCheck) });
    await setAttributes(id, inputs, context);
  },

  async delete(id, _state, { aws }) {
    await unlessGone(aws.elbv2.deleteTargetGroup({ TargetGroupArn: id }));
  },
});

function toHealthCheck(check: HealthCheckInput = {}) {
  return {
    HealthCheckEnabled: check.enabled,
    HealthCheckProtocol: check.protocol as "HTTP" | undefined,
    HealthCheckPort: check.port,
    HealthCheckPath: check.path,
    HealthCheckIntervalSeconds: check.interval,
    HealthCheckTimeoutSeconds: check.timeout,
    HealthyThresholdCount: check.healthyThreshold,
    UnhealthyThresholdCount: check.unhealthyThreshold,
    Matcher: check.matcher === undefined ? undefined : { HttpCode: check.matcher },
  };
}

async function setAttributes(id: string, inputs: GroupInputs, { aws }: Context): Promise<void> {
  const { stickiness: sticky, protocol } = inputs;
  const isHttp = protocol.startsWith("HTTP");
  await aws.elbv2.modifyTargetGroupAttributes({
    TargetGroupArn: id,
    Attributes: toAttributes({
      "deregistration_delay.timeout_seconds": inputs.deregistrationDelay,
      "slow_start.duration_seconds": isHttp ? inputs.slowStart : undefined,
      "proxy_protocol_v2.enabled": isHttp ? undefined : inputs.proxyProtocolV2,
      "preserve_client_ip.enabled": inputs.preserveClientIp,
      "stickiness.enabled": sticky && (sticky.enabled ?? true),
      // AWS takes none at all of a target group with TLS.
      "stickiness.type": protocol === "TLS" && sticky?.enabled === false ? undefined : sticky?.type,
      "stickiness.app_cookie.cookie_name": sticky?.cookieName,
      [`stickiness.${sticky?.type}.duration_seconds`]: sticky?.cookieDuration,
    }),
  });
}

function fromStickiness(attributes: Attributes): StickinessInput {
  const type = attributes["stickiness.type"] ?? "source_ip";
  const cookieName = attributes["stickiness.app_cookie.cookie_name"];
  const duration = attributes[`stickiness.${type}.duration_seconds`];
  return {
    type,
    enabled: attributes["stickiness.enabled"] === "true",
    ...(type === "app_cookie" && cookieName ? { cookieName } : {}),
    ...(duration ? { cookieDuration: Number(duration) } : {}),
  };
}
