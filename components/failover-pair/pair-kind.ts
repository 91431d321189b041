import { line, name, oneOf, optional, shape } from "../remote/plan-shape";
import { target } from "../remote/target-schemas";
import type { BalancerKind } from "../rolling/context";
import type { PairMember } from "./pair-member";

/** A failover pair, by Pacemaker on its machines. */
export const pairKind: BalancerKind<PairMember> = {
  kind: "failover-pair",
  shape: shape<PairMember>({
    kind: oneOf("failover-pair"),
    balancer: name,
    title: optional(line),
    server: name,
    ssh: target,
    other: target,
  }),
  async open(context, member) {
    const live = require("./live/pair-member") as typeof import("./live/pair-member");
    return new live.PairMachineMember(member, context);
  },
};
