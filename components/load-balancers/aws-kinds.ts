import { count, line, matching, name, oneOf, optional, port, shape } from "../remote/plan-shape";
import type { BalancerKind } from "../rolling/context";
import type { ClassicElbMember, TargetGroupMember } from "./aws-member";
import { accountNumber, awsPlace, elbName } from "./aws-shapes";
import { accountOfArn } from "./edge";

const aws = {
  balancer: name,
  title: optional(line),
  server: name,
  ...awsPlace,
  groupSize: optional(count),
};

/** A classic ELB. */
export const classicElbKind: BalancerKind<ClassicElbMember> = {
  kind: "classic-elb",
  shape: shape<ClassicElbMember>({
    kind: oneOf("classic-elb"),
    ...aws,
    loadBalancerName: elbName,
    accountId: optional(accountNumber),
    instanceId: matching("an instance id", /^i-[0-9a-f]+$/),
  }),
  async open(context, member) {
    const { checkAccount } = require("./live/check-account") as typeof import("./live/check-account");
    await checkAccount(member, member.balancer, member.accountId);
    const elb = require("./live/classic-elb-member") as typeof import("./live/classic-elb-member");
    return elb.openClassicElbMember(member, context);
  },
};

/** A target group, that of an ALB or an NLB. */
export const targetGroupKind: BalancerKind<TargetGroupMember> = {
  kind: "target-group",
  shape: shape<TargetGroupMember>({
    kind: oneOf("target-group"),
    ...aws,
    targetGroupArn: matching(
      "the ARN of a target group",
      /^arn:[^:\s]+:elasticloadbalancing:\S+:targetgroup\/\S+$/,
    ),
    targetId: matching("an instance id or an address", /^[A-Za-z0-9.:-]+$/),
    port: optional(port),
  }),
  async open(context, member) {
    const { checkAccount } = require("./live/check-account") as typeof import("./live/check-account");
    await checkAccount(member, member.balancer, accountOfArn(member.targetGroupArn));
    const group = require("./live/target-group-member") as typeof import("./live/target-group-member");
    return group.openTargetGroupMember(member, context);
  },
};
