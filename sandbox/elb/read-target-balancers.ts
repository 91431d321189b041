import type {
  Certificate,
  ElasticLoadBalancingV2,
  Listener,
  LoadBalancer,
  Rule,
  TargetDescription,
  TargetGroup,
} from "@aws-sdk/client-elastic-load-balancing-v2";

export type Attributes = Readonly<Record<string, string>>;

/** A listener with all that hangs on it. */
export interface ListenerDescription {
  readonly listener: Listener;
  readonly attributes: Attributes;
  readonly certificates: readonly Certificate[];
  readonly rules: readonly Rule[];
}

/** All that the AWS API says of one application or network load balancer. */
export interface TargetBalancerDescription {
  readonly balancer: LoadBalancer;
  readonly attributes: Attributes;
  readonly listeners: readonly ListenerDescription[];
}

/** All that the AWS API says of one target group. */
export interface TargetGroupDescription {
  readonly group: TargetGroup;
  readonly attributes: Attributes;
  readonly targets: readonly TargetDescription[];
}

/** Every load balancer that is no classic one, and every target group. */
export interface TargetAccount {
  readonly balancers: readonly TargetBalancerDescription[];
  readonly groups: readonly TargetGroupDescription[];
}

export async function readTargetBalancers(elb: ElasticLoadBalancingV2): Promise<TargetAccount> {
  const { LoadBalancers = [] } = await elb.describeLoadBalancers({});
  if (LoadBalancers.length === 0) return { balancers: [], groups: [] };
  const { TargetGroups = [] } = await elb.describeTargetGroups({});
  const [balancers, groups] = await Promise.all([
    Promise.all(LoadBalancers.map((each) => readBalancer(elb, each))),
    Promise.all(TargetGroups.map((each) => readGroup(elb, each))),
  ]);
  return { balancers, groups };
}

async function readBalancer(
  elb: ElasticLoadBalancingV2,
  balancer: LoadBalancer,
): Promise<TargetBalancerDescription> {
  const { LoadBalancerArn } = balancer;
  const [{ Attributes }, { Listeners = [] }] = await Promise.all([
    elb.describeLoadBalancerAttributes({ LoadBalancerArn }),
    elb.describeListeners({ LoadBalancerArn }),
  ]);
  const listeners = await Promise.all(Listeners.map((each) => readListener(elb, each)));
  return { balancer, attributes: byKey(Attributes), listeners };
}

async function readListener(elb: ElasticLoadBalancingV2, listener: Listener): Promise<ListenerDescription> {
  const { ListenerArn } = listener;
  const [{ Attributes }, { Certificates = [] }, { Rules = [] }] = await Promise.all([
    elb.describeListenerAttributes({ ListenerArn }),
    elb.describeListenerCertificates({ ListenerArn }),
    elb.describeRules({ ListenerArn }),
  ]);
  return { listener, attributes: byKey(Attributes), certificates: Certificates, rules: Rules };
}

async function readGroup(elb: ElasticLoadBalancingV2, group: TargetGroup): Promise<TargetGroupDescription> {
  const { TargetGroupArn } = group;
  const [{ Attributes }, { TargetHealthDescriptions = [] }] = await Promise.all([
    elb.describeTargetGroupAttributes({ TargetGroupArn }),
    elb.describeTargetHealth({ TargetGroupArn }),
  ]);
  const registered = TargetHealthDescriptions.filter(
    ({ TargetHealth }) =>
      TargetHealth?.State !== "draining" && TargetHealth?.Reason !== "Target.NotRegistered",
  );
  return {
    group,
    attributes: byKey(Attributes),
    targets: registered.flatMap(({ Target }) => Target ?? []),
  };
}

function byKey(list: readonly { Key?: string; Value?: string }[] = []): Attributes {
  return Object.fromEntries(list.map(({ Key = "", Value = "" }) => [Key, Value]));
}
