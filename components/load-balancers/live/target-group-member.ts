import type { ElasticLoadBalancingV2 } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Member } from "../../rolling/membership/member";
import type { TargetGroupMember } from "../aws-member";
import { targetGroupClient } from "./clients";
import { RegisteredMember, type RegistrationApi } from "./membership-by-api";
import type { LockOptions } from "./tag-lock";
import { planTargetView } from "./target-group-state";

/** The calls that a membership makes. */
export type TargetGroupCalls = Pick<
  ElasticLoadBalancingV2,
  | "describeTargetHealth"
  | "describeTargetGroups"
  | "registerTargets"
  | "deregisterTargets"
  | "describeTags"
  | "addTags"
  | "removeTags"
>;

/** An instance or an address as a target of an ALB or an NLB. */
export function openTargetGroupMember(
  member: TargetGroupMember,
  lock: LockOptions,
  elb: TargetGroupCalls = targetGroupClient(member),
): Member {
  const { balancer, targetGroupArn: TargetGroupArn, targetId: Id, port, region } = member;
  const ResourceArns = [TargetGroupArn];
  const Targets = [{ Id, ...(port === undefined ? {} : { Port: port }) }];
  const api: RegistrationApi = {
    title: `target group ${TargetGroupArn} in ${region}`,
    unknownBalancer: "TargetGroupNotFoundException",
    unknownMember: "InvalidTargetException",
    async list() {
      const { TargetHealthDescriptions = [] } = await elb.describeTargetHealth({ TargetGroupArn });
      return TargetHealthDescriptions.flatMap((each) => planTargetView(each) ?? []);
    },
    async own() {
      const { TargetHealthDescriptions = [] } = await elb.describeTargetHealth({ TargetGroupArn, Targets });
      const found = TargetHealthDescriptions.find((each) => each.Target?.Id === Id);
      return found && planTargetView(found);
    },
    async carriesClients() {
      const { TargetGroups = [] } = await elb.describeTargetGroups({ TargetGroupArns: [TargetGroupArn] });
      return TargetGroups.some(({ Protocol = "" }) => !/^HTTPS?$/.test(Protocol));
    },
    async register() {
      await elb.registerTargets({ TargetGroupArn, Targets });
    },
    async deregister() {
      await elb.deregisterTargets({ TargetGroupArn, Targets });
    },
    async readTags() {
      const { TagDescriptions = [] } = await elb.describeTags({ ResourceArns });
      return TagDescriptions.flatMap(({ Tags = [] }) => Tags);
    },
    async writeTags(tags) {
      await elb.addTags({ ResourceArns, Tags: [...tags] });
    },
    async removeTags(keys) {
      await elb.removeTags({ ResourceArns, TagKeys: [...keys] });
    },
  };
  return new RegisteredMember(balancer, member.server, Id, member.groupSize, api, lock);
}
