import type { ElbDescription } from "./elb-description";
import type { ElbMember, ElbModel } from "./elb-model";
import { planHealthCheck } from "./plan-health-check";
import { planListener } from "./plan-listener";

/**
 * The plain model of a load balancer. Registered instances without an address (terminated ones) are left out.
 *
 * @throws UnsupportedElbError for what the data plane can't stand for.
 */
export function planElb(
  { description, attributes, policies }: ElbDescription,
  instances: ReadonlyMap<string, Omit<ElbMember, "instanceId">>,
): ElbModel {
  const name = description.LoadBalancerName ?? "";
  const members = (description.Instances ?? []).flatMap(({ InstanceId = "" }) => {
    const instance = instances.get(InstanceId);
    return instance ? [{ instanceId: InstanceId, address: instance.address, zone: instance.zone }] : [];
  });
  const draining = attributes.ConnectionDraining;
  return {
    name,
    dnsName: description.DNSName ?? "",
    subnetIds: description.Subnets ?? [],
    listeners: (description.ListenerDescriptions ?? [])
      .map((listener) => planListener(name, listener, policies, description.Policies))
      .sort((a, b) => a.port - b.port),
    healthCheck: planHealthCheck(name, description.HealthCheck),
    members: members.sort((a, b) => a.instanceId.localeCompare(b.instanceId)),
    crossZone: attributes.CrossZoneLoadBalancing?.Enabled ?? false,
    idleTimeoutSec: attributes.ConnectionSettings?.IdleTimeout ?? 60,
    drainingTimeoutSec: draining?.Enabled ? (draining.Timeout ?? 300) : 0,
  };
}
