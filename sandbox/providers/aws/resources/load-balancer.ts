import type { Listener } from "@aws-sdk/client-elastic-load-balancing";
import type { Values } from "../property-spec";
import { type Context, defineResource, UnfinishedError } from "../resource";
import { sameValue } from "../same-value";
import { toAwsTags } from "../tags";
import { type ListenerInput, type LoadBalancerInputs, loadBalancerTable } from "./load-balancer-table";
import { readLoadBalancer } from "./read-load-balancer";

export const loadBalancer = defineResource<LoadBalancerInputs>({
  token: "aws:elb/loadBalancer:LoadBalancer",
  label: "ELB Classic Load Balancer",
  inputs: loadBalancerTable,
  outputs: ["arn", "availabilityZones", "dnsName", "sourceSecurityGroup", "sourceSecurityGroupId", "zoneId"],
  stables: ["arn", "dnsName", "name", "zoneId", "sourceSecurityGroup", "sourceSecurityGroupId"],
  autoName: { input: "name", maxLength: 32 },
  tagging: {
    async add(id, _state, tags, { aws }) {
      await aws.elb.addTags({ LoadBalancerNames: [id], Tags: toAwsTags(tags) });
    },
    async remove(id, _state, keys, { aws }) {
      await aws.elb.removeTags({ LoadBalancerNames: [id], Tags: keys.map((Key) => ({ Key })) });
    },
  },

  // A load balancer can move from subnet to subnet, but not out of all of them at once.
  replaces: (input, before, inputs) =>
    input === "subnets" ? !before.subnets?.some((each) => inputs.subnets?.includes(each)) : undefined,

  async create(inputs, context) {
    const Tags = toAwsTags(inputs.tagsAll);
    await context.aws.elb.createLoadBalancer({
      LoadBalancerName: inputs.name,
      Listeners: inputs.listeners.map(toListener),
      Scheme: inputs.internal ? "internal" : undefined,
      SecurityGroups: inputs.securityGroups,
      Subnets: inputs.subnets,
      Tags: Tags.length > 0 ? Tags : undefined,
    });
    try {
      await setAttributes(inputs.name, inputs, context);
      if (inputs.healthCheck) await setHealthCheck(inputs.name, inputs, context);
      await setInstances(inputs.name, [], inputs.instances ?? [], context);
    } catch (error) {
      throw new UnfinishedError(inputs.name, error as Error);
    }
    return inputs.name;
  },

  read: (id, _state, context) => readLoadBalancer(id, context),

  async update({ id, state, inputs, changed }, context) {
    const { elb } = context.aws;
    if (changed("listeners")) await setListeners(id, state, inputs, context);
    if (changed("instances"))
      await setInstances(id, state.instances as string[], inputs.instances ?? [], context);
    if (changed("healthCheck") && inputs.healthCheck) await setHealthCheck(id, inputs, context);
    if (changed("securityGroups")) {
      const SecurityGroups = inputs.securityGroups;
      await elb.applySecurityGroupsToLoadBalancer({ LoadBalancerName: id, SecurityGroups });
    }
    if (changed("subnets")) await setSubnets(id, state.subnets as string[], inputs.subnets, context);
    await setAttributes(id, inputs, context);
  },

  async delete(id, _state, { aws }) {
    await aws.elb.deleteLoadBalancer({ LoadBalancerName: id });
  },
});

function toListener(listener: ListenerInput): Listener {
  return {
    InstancePort: listener.instancePort,
    InstanceProtocol: listener.instanceProtocol.toUpperCase(),
    LoadBalancerPort: listener.lbPort,
    Protocol: listener.lbProtocol.toUpperCase(),
    SSLCertificateId: listener.sslCertificateId,
  };
}

/** As the official provider does: a listener that differs in anything is made anew, without its policies. */
async function setListeners(
  id: string,
  state: Values,
  inputs: LoadBalancerInputs,
  { aws }: Context,
): Promise<void> {
  const spec = { ...loadBalancerTable.listeners, kind: "object" as const };
  const present = state.listeners as ListenerInput[];
  const without = (list: ListenerInput[], others: ListenerInput[]) =>
    list.filter((each) => !others.some((other) => sameValue(spec, each, other)));
  const removed = without(present, inputs.listeners);
  const added = without(inputs.listeners, present);
  const LoadBalancerName = id;
  if (removed.length > 0) {
    const LoadBalancerPorts = removed.map(({ lbPort }) => lbPort);
    await aws.elb.deleteLoadBalancerListeners({ LoadBalancerName, LoadBalancerPorts });
  }
  if (added.length > 0) {
    await aws.elb.createLoadBalancerListeners({ LoadBalancerName, Listeners: added.map(toListener) });
  }
}

async function setInstances(
  id: string,
  present: string[],
  wanted: string[],
  { aws }: Context,
): Promise<void> {
  const toInstances = (ids: string[]) => ids.map((InstanceId) => ({ InstanceId }));
  const added = wanted.filter((each) => !present.includes(each));
  const removed = present.filter((each) => !wanted.includes(each));
  const LoadBalancerName = id;
  if (added.length > 0) {
    await aws.elb.registerInstancesWithLoadBalancer({ LoadBalancerName, Instances: toInstances(added) });
  }
  if (removed.length > 0) {
    await aws.elb.deregisterInstancesFromLoadBalancer({ LoadBalancerName, Instances: toInstances(removed) });
  }
}

async function setSubnets(id: string, present: string[], wanted: string[], { aws }: Context): Promise<void> {
  const added = wanted.filter((each) => !present.includes(each));
  const removed = present.filter((each) => !wanted.includes(each));
  const LoadBalancerName = id;
  if (removed.length > 0) await aws.elb.detachLoadBalancerFromSubnets({ LoadBalancerName, Subnets: removed });
  if (added.length > 0) await aws.elb.attachLoadBalancerToSubnets({ LoadBalancerName, Subnets: added });
}

async function setHealthCheck(
  id: string,
  { healthCheck }: LoadBalancerInputs,
  { aws }: Context,
): Promise<void> {
  await aws.elb.configureHealthCheck({
    LoadBalancerName: id,
    HealthCheck: {
      HealthyThreshold: healthCheck?.healthyThreshold,
      Interval: healthCheck?.interval,
      Target: healthCheck?.target,
      Timeout: healthCheck?.timeout,
      UnhealthyThreshold: healthCheck?.unhealthyThreshold,
    },
  });
}

async function setAttributes(id: string, inputs: LoadBalancerInputs, { aws }: Context): Promise<void> {
  await aws.elb.modifyLoadBalancerAttributes({
    LoadBalancerName: id,
    LoadBalancerAttributes: {
      AdditionalAttributes: [{ Key: "elb.http.desyncmitigationmode", Value: inputs.desyncMitigationMode }],
      ConnectionDraining: { Enabled: inputs.connectionDraining, Timeout: inputs.connectionDrainingTimeout },
      ConnectionSettings: { IdleTimeout: inputs.idleTimeout },
      CrossZoneLoadBalancing: { Enabled: inputs.crossZoneLoadBalancing },
    },
  });
}
