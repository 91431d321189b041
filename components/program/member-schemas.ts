import {
  absolutePath,
  byKind,
  count,
  matching,
  name,
  oneOf,
  optional,
  port,
  shape,
  text,
} from "../remote/plan-shape";
import { target } from "../remote/target-schemas";
import type { BalancerMember, ClassicElbMember, HaproxyMember, TargetGroupMember } from "./plans";

const aws = {
  balancer: name,
  server: name,
  region: matching("an AWS region such as us-east-1", /^[a-z]{2,4}(-[a-z]+)+-\d+$/),
  profile: optional(text),
  groupSize: optional(count),
};

/** A node as a member of a balancer, of whichever kind. */
export const member = byKind<BalancerMember>({
  haproxy: shape<HaproxyMember>({
    kind: oneOf("haproxy"),
    balancer: name,
    ssh: target,
    socketPath: absolutePath,
    backend: name,
    server: name,
  }),
  "classic-elb": shape<ClassicElbMember>({
    kind: oneOf("classic-elb"),
    ...aws,
    loadBalancerName: matching("up to 32 letters, digits and hyphens", /^[A-Za-z0-9-]{1,32}$/),
    instanceId: matching("an instance id", /^i-[0-9a-f]+$/),
  }),
  "target-group": shape<TargetGroupMember>({
    kind: oneOf("target-group"),
    ...aws,
    targetGroupArn: matching(
      "the ARN of a target group",
      /^arn:[^:\s]+:elasticloadbalancing:\S+:targetgroup\/\S+$/,
    ),
    targetId: matching("an instance id or an address", /^[A-Za-z0-9.:-]+$/),
    port: optional(port),
  }),
});
