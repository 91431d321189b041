import type { ElasticLoadBalancing } from "@aws-sdk/client-elastic-load-balancing";
import type { Member } from "../../rolling/membership/member";
import type { ClassicElbMember } from "../aws-member";
import { planInstanceView } from "./classic-elb-state";
import { classicElbClient } from "./clients";
import { RegisteredMember, type RegistrationApi } from "./membership-by-api";
import type { LockOptions } from "./tag-lock";

/** The calls that a membership makes. */
export type ClassicElbCalls = Pick<
  ElasticLoadBalancing,
  | "describeInstanceHealth"
  | "describeLoadBalancers"
  | "registerInstancesWithLoadBalancer"
  | "deregisterInstancesFromLoadBalancer"
  | "describeTags"
  | "addTags"
  | "removeTags"
>;

/** An instance as a member of a classic ELB. */
export function openClassicElbMember(
  member: ClassicElbMember,
  lock: LockOptions,
  elb: ClassicElbCalls = classicElbClient(member),
): Member {
  const { balancer, loadBalancerName: LoadBalancerName, instanceId: InstanceId, region } = member;
  const LoadBalancerNames = [LoadBalancerName];
  const Instances = [{ InstanceId }];
  const api: RegistrationApi = {
    title: `classic ELB ${LoadBalancerName} in ${region}`,
    unknownBalancer: "AccessPointNotFoundException",
    unknownMember: "InvalidEndPointException",
    async list() {
      const { InstanceStates = [] } = await elb.describeInstanceHealth({ LoadBalancerName });
      return InstanceStates.flatMap((state) => planInstanceView(state) ?? []);
    },
    // Asked by its id, for an instance that is draining is registered no more. A terminated one is not told.
    async own() {
      const { InstanceStates = [] } = await elb.describeInstanceHealth({ LoadBalancerName, Instances });
      const state = InstanceStates.find((each) => each.InstanceId === InstanceId);
      return state && planInstanceView(state);
    },
    async carriesClients() {
      const { LoadBalancerDescriptions = [] } = await elb.describeLoadBalancers({ LoadBalancerNames });
      const listeners = LoadBalancerDescriptions.flatMap((each) => each.ListenerDescriptions ?? []);
      return listeners.some(({ Listener }) => /^(TCP|SSL)$/i.test(Listener?.Protocol ?? ""));
    },
    async register() {
      await elb.registerInstancesWithLoadBalancer({ LoadBalancerName, Instances });
    },
    async deregister() {
      await elb.deregisterInstancesFromLoadBalancer({ LoadBalancerName, Instances });
    },
    async readTags() {
      const { TagDescriptions = [] } = await elb.describeTags({ LoadBalancerNames });
      return TagDescriptions.flatMap(({ Tags = [] }) => Tags);
    },
    async writeTags(tags) {
      await elb.addTags({ LoadBalancerNames, Tags: [...tags] });
    },
    async removeTags(keys) {
      await elb.removeTags({ LoadBalancerNames, Tags: keys.map((Key) => ({ Key })) });
    },
  };
  return new RegisteredMember(balancer, member.server, InstanceId, member.groupSize, api, lock);
}
