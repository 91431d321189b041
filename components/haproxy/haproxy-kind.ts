import { absolutePath, address, flag, line, list, name, oneOf, optional, shape } from "../remote/plan-shape";
import { target } from "../remote/target-schemas";
import type { BalancerKind } from "../rolling/context";
import type { HaproxyMember } from "./haproxy-member";

/** HAProxy, over its command socket. */
export const haproxyKind: BalancerKind<HaproxyMember> = {
  kind: "haproxy",
  shape: shape<HaproxyMember>({
    kind: oneOf("haproxy"),
    balancer: name,
    title: optional(line),
    ssh: target,
    socketPath: absolutePath,
    backend: name,
    server: name,
    serverAddress: optional(address),
    isFurther: optional(flag),
    leaveAlone: optional(list(line)),
  }),
  machine({ ssh, socketPath }) {
    const programs = ["flock", "mkdir", "touch", "rm"];
    return { target: ssh, needs: { programs, writes: ["/var/lib/wso2-haproxy"], socketPath } };
  },
  async open(context, member, connectTimeoutSec) {
    await context.pool.connect(member.ssh, connectTimeoutSec);
    const live = require("./live/haproxy-member") as typeof import("./live/haproxy-member");
    return new live.HaproxyServerMember(member, context);
  },
};
