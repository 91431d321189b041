import type {
  AccessLog,
  HealthCheck,
  ListenerDescription,
  LoadBalancerDescription,
} from "@aws-sdk/client-elastic-load-balancing";
import { unlessGone } from "../aws-errors";
import type { Values } from "../property-spec";
import type { Context } from "../resource";
import { fromAwsTags } from "../tags";
import type { AccessLogsInput, HealthCheckInput, ListenerInput } from "./load-balancer-table";

export async function findLoadBalancer(
  name: string,
  { aws }: Context,
): Promise<LoadBalancerDescription | undefined> {
  const found = await unlessGone(aws.elb.describeLoadBalancers({ LoadBalancerNames: [name] }));
  return found?.LoadBalancerDescriptions?.[0];
}

/** Inputs and outputs of the load balancer as AWS has it. */
export async function readLoadBalancer(name: string, context: Context): Promise<Values | undefined> {
  const { aws, region } = context;
  const live = await findLoadBalancer(name, context);
  if (!live) return undefined;
  const [{ LoadBalancerAttributes: attributes }, tagged, account, sourceSecurityGroupId] = await Promise.all([
    aws.elb.describeLoadBalancerAttributes({ LoadBalancerName: name }),
    aws.elb.describeTags({ LoadBalancerNames: [name] }),
    aws.accountId(),
    findSourceGroup(live, context),
  ]);
  const desync = attributes?.AdditionalAttributes?.find(({ Key }) => Key === "elb.http.desyncmitigationmode");
  const source = live.SourceSecurityGroup;
  return {
    accessLogs: fromAccessLog(attributes?.AccessLog),
    arn: `arn:aws:elasticloadbalancing:${region}:${account}:loadbalancer/${name}`,
    availabilityZones: live.AvailabilityZones ?? [],
    connectionDraining: attributes?.ConnectionDraining?.Enabled ?? false,
    connectionDrainingTimeout: attributes?.ConnectionDraining?.Timeout ?? 300,
    crossZoneLoadBalancing: attributes?.CrossZoneLoadBalancing?.Enabled ?? false,
    desyncMitigationMode: desync?.Value ?? "defensive",
    dnsName: live.DNSName,
    healthCheck: live.HealthCheck?.Target ? fromHealthCheck(live.HealthCheck) : undefined,
    idleTimeout: attributes?.ConnectionSettings?.IdleTimeout ?? 60,
    instances: (live.Instances ?? []).map(({ InstanceId }) => InstanceId),
    internal: live.Scheme === "internal",
    listeners: (live.ListenerDescriptions ?? []).map(fromListener),
    name: live.LoadBalancerName,
    securityGroups: live.SecurityGroups ?? [],
    sourceSecurityGroup: source && [source.OwnerAlias, source.GroupName].filter(Boolean).join("/"),
    sourceSecurityGroupId,
    subnets: live.Subnets ?? [],
    tags: fromAwsTags(tagged.TagDescriptions?.[0]?.Tags),
    zoneId: live.CanonicalHostedZoneNameID,
  };
}

async function findSourceGroup(live: LoadBalancerDescription, { aws }: Context): Promise<string | undefined> {
  const name = live.SourceSecurityGroup?.GroupName;
  if (!name || !live.VPCId) return undefined;
  const Filters = [
    { Name: "group-name", Values: [name] },
    { Name: "vpc-id", Values: [live.VPCId] },
  ];
  return (await aws.ec2.describeSecurityGroups({ Filters })).SecurityGroups?.[0]?.GroupId;
}

function fromAccessLog(log: AccessLog | undefined): AccessLogsInput | undefined {
  if (!log?.Enabled) return undefined;
  return {
    bucket: log.S3BucketName ?? "",
    ...(log.S3BucketPrefix ? { bucketPrefix: log.S3BucketPrefix } : {}),
    enabled: true,
    interval: log.EmitInterval ?? 60,
  };
}

function fromHealthCheck(check: HealthCheck): HealthCheckInput {
  return {
    healthyThreshold: check.HealthyThreshold ?? 0,
    interval: check.Interval ?? 0,
    target: check.Target ?? "",
    timeout: check.Timeout ?? 0,
    unhealthyThreshold: check.UnhealthyThreshold ?? 0,
  };
}

function fromListener({ Listener }: ListenerDescription): ListenerInput {
  const certificate = Listener?.SSLCertificateId;
  return {
    instancePort: Listener?.InstancePort ?? 0,
    instanceProtocol: Listener?.InstanceProtocol?.toLowerCase() ?? "",
    lbPort: Listener?.LoadBalancerPort ?? 0,
    lbProtocol: Listener?.Protocol?.toLowerCase() ?? "",
    ...(certificate ? { sslCertificateId: certificate } : {}),
  };
}
