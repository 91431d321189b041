import { setTimeout as delay } from "node:timers/promises";
import type { Listener } from "@aws-sdk/client-elastic-load-balancing";
import type { Values } from "../property-spec";
import type { Context } from "../resource";
import { sameValue } from "../same-value";
import { type ListenerInput, type LoadBalancerInputs, loadBalancerTable } from "./load-balancer-table";

const closedMs = 2_000;

export function toListener(listener: ListenerInput): Listener {
  return {
    InstancePort: listener.instancePort,
    InstanceProtocol: listener.instanceProtocol.toUpperCase(),
    LoadBalancerPort: listener.lbPort,
    Protocol: listener.lbProtocol.toUpperCase(),
    SSLCertificateId: listener.sslCertificateId,
  };
}

/** As the official provider does: a listener that differs in anything is made anew, without its policies. */
export async function setListeners(
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
  // AWS is not done at once either: a port that is closed stays so for a while.
  if (removed.length > 0 && added.length > 0) await delay(closedMs);
  if (added.length > 0) {
    await aws.elb.createLoadBalancerListeners({ LoadBalancerName, Listeners: added.map(toListener) });
  }
}

export async function setInstances(
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

export async function setSubnets(
  id: string,
  present: string[],
  wanted: string[],
  { aws }: Context,
): Promise<void> {
  const added = wanted.filter((each) => !present.includes(each));
  const removed = present.filter((each) => !wanted.includes(each));
  const LoadBalancerName = id;
  if (removed.length > 0) await aws.elb.detachLoadBalancerFromSubnets({ LoadBalancerName, Subnets: removed });
  if (added.length > 0) await aws.elb.attachLoadBalancerToSubnets({ LoadBalancerName, Subnets: added });
}

export async function setHealthCheck(
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

export async function setAttributes(id: string, inputs: LoadBalancerInputs, { aws }: Context): Promise<void> {
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

export async function setAccessLogs(id: string, inputs: LoadBalancerInputs, { aws }: Context): Promise<void> {
  const { bucket, bucketPrefix, enabled = true, interval = 60 } = inputs.accessLogs ?? {};
  const on = {
    Enabled: enabled,
    S3BucketName: bucket,
    S3BucketPrefix: bucketPrefix,
    EmitInterval: interval,
  };
  await aws.elb.modifyLoadBalancerAttributes({
    LoadBalancerName: id,
    LoadBalancerAttributes: { AccessLog: inputs.accessLogs ? on : { Enabled: false } },
  });
}
