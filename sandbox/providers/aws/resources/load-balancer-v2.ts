import { unlessGone } from "../aws-errors";
import { regionProperty, tagProperties } from "../property-spec";
import { type Context, defineResource, UnfinishedError } from "../resource";
import { fromAwsTags, toAwsTags } from "../tags";
import { arnSuffix, elbv2Tagging, fromAttributes, toAttributes } from "./elbv2-attributes";

interface BalancerInputs {
  name: string;
  loadBalancerType: "application" | "network";
  internal?: boolean;
  subnets: string[];
  securityGroups?: string[];
  idleTimeout?: number;
  enableCrossZoneLoadBalancing?: boolean;
  enableDeletionProtection: boolean;
  dropInvalidHeaderFields?: boolean;
  accessLogs?: { bucket: string; prefix?: string; enabled?: boolean };
  tagsAll?: Record<string, string>;
}

/** An Application or a Network Load Balancer. */
export const loadBalancerV2 = defineResource<BalancerInputs>({
  token: "aws:lb/loadBalancer:LoadBalancer",
  label: "ELBv2 Load Balancer",
  inputs: {
    name: { kind: "string", computed: true, replaces: true },
    loadBalancerType: { kind: "string", default: "application", replaces: true },
    internal: { kind: "boolean", computed: true, replaces: true },
    subnets: { kind: "strings", required: true, set: true },
    securityGroups: { kind: "strings", computed: true, set: true },
    idleTimeout: { kind: "number", computed: true },
    enableCrossZoneLoadBalancing: { kind: "boolean", computed: true },
    enableDeletionProtection: { kind: "boolean", default: false },
    dropInvalidHeaderFields: { kind: "boolean", computed: true },
    accessLogs: {
      kind: "object",
      fields: {
        bucket: { kind: "string", required: true },
        prefix: { kind: "string" },
        enabled: { kind: "boolean", default: false },
      },
    },
    ...tagProperties,
    ...regionProperty,
  },
  outputs: ["arn", "arnSuffix", "dnsName", "vpcId", "zoneId"],
  stables: ["arn", "arnSuffix", "dnsName", "name", "vpcId", "zoneId"],
  autoName: { input: "name", maxLength: 32 },
  tagging: elbv2Tagging,

  async create(inputs, context) {
    const Tags = toAwsTags(inputs.tagsAll);
    const made = await context.aws.elbv2.createLoadBalancer({
      Name: inputs.name,
      Type: inputs.loadBalancerType,
      Scheme: inputs.internal ? "internal" : "internet-facing",
      Subnets: inputs.subnets,
      SecurityGroups: inputs.securityGroups,
      Tags: Tags.length > 0 ? Tags : undefined,
    });
    const arn = made.LoadBalancers?.[0]?.LoadBalancerArn ?? "";
    try {
      await setAttributes(arn, inputs, context);
    } catch (error) {
      throw new UnfinishedError(arn, error as Error);
    }
    return arn;
  },

  async read(id, _state, { aws }) {
    const found = await unlessGone(aws.elbv2.describeLoadBalancers({ LoadBalancerArns: [id] }));
    const live = found?.LoadBalancers?.[0];
    if (!live) return undefined;
    const [{ Attributes }, tagged] = await Promise.all([
      aws.elbv2.describeLoadBalancerAttributes({ LoadBalancerArn: id }),
      aws.elbv2.describeTags({ ResourceArns: [id] }),
    ]);
    const attributes = fromAttributes(Attributes);
    const isApplication = live.Type === "application";
    const bucket = attributes["access_logs.s3.enabled"] === "true" && attributes["access_logs.s3.bucket"];
    const prefix = attributes["access_logs.s3.prefix"];
    return {
      accessLogs: bucket ? { bucket, ...(prefix ? { prefix } : {}), enabled: true } : undefined,
      arn: id,
      arnSuffix: arnSuffix(id),
      dnsName: live.DNSName,
      dropInvalidHeaderFields: attributes["routing.http.drop_invalid_header_fields.enabled"] === "true",
      enableCrossZoneLoadBalancing:
        isApplication || attributes["load_balancing.cross_zone.enabled"] === "true",
      enableDeletionProtection: attributes["deletion_protection.enabled"] === "true",
      idleTimeout: isApplication ? Number(attributes["idle_timeout.timeout_seconds"] ?? 60) : undefined,
      internal: live.Scheme === "internal",
      loadBalancerType: live.Type,
      name: live.LoadBalancerName,
      securityGroups: live.SecurityGroups ?? [],
      subnets: (live.AvailabilityZones ?? []).map(({ SubnetId }) => SubnetId),
      tags: fromAwsTags(tagged.TagDescriptions?.[0]?.Tags),
      vpcId: live.VpcId,
      zoneId: live.CanonicalHostedZoneId,
    };
  },

  async update({ id, inputs, changed }, context) {
    const { elbv2 } = context.aws;
    if (changed("subnets")) await elbv2.setSubnets({ LoadBalancerArn: id, Subnets: inputs.subnets });
    if (changed("securityGroups"))
      await elbv2.setSecurityGroups({ LoadBalancerArn: id, SecurityGroups: inputs.securityGroups });
    await setAttributes(id, inputs, context);
  },

  async delete(id, _state, { aws }) {
    await unlessGone(aws.elbv2.deleteLoadBalancer({ LoadBalancerArn: id }));
  },
});

async function setAttributes(id: string, inputs: BalancerInputs, { aws }: Context): Promise<void> {
  const { accessLogs: logs } = inputs;
  await aws.elbv2.modifyLoadBalancerAttributes({
    LoadBalancerArn: id,
    Attributes: toAttributes({
      "deletion_protection.enabled": inputs.enableDeletionProtection,
      "idle_timeout.timeout_seconds": inputs.idleTimeout,
      "routing.http.drop_invalid_header_fields.enabled": inputs.dropInvalidHeaderFields,
      "load_balancing.cross_zone.enabled":
        inputs.loadBalancerType === "network" ? inputs.enableCrossZoneLoadBalancing : undefined,
      "access_logs.s3.enabled": logs?.enabled ?? false,
      ...(logs && { "access_logs.s3.bucket": logs.bucket, "access_logs.s3.prefix": logs.prefix ?? "" }),
    }),
  });
}
