import {
  absolutePath,
  address,
  flag,
  line,
  list,
  name,
  oneOf,
  optional,
  port,
  shape,
} from "../remote/plan-shape";
import { target } from "../remote/target-schemas";
import type { BalancerKind } from "../rolling/context";
import type { ApacheManager, ApacheMember } from "./apache-member";
import { apacheStateFolder } from "./apache-paths";

/** Apache httpd with mod_proxy_balancer, over its balancer manager. */
export const apacheKind: BalancerKind<ApacheMember> = {
  kind: "apache",
  shape: shape<ApacheMember>({
    kind: oneOf("apache"),
    balancer: name,
    title: optional(line),
    ssh: target,
    manager: shape<ApacheManager>({
      port,
      host: address,
      address: optional(address),
      tls: optional(flag),
      path: optional(absolutePath),
      statusPath: optional(absolutePath),
    }),
    group: name,
    server: name,
    isFurther: optional(flag),
    leaveAlone: optional(list(line)),
    statesFolder: optional(absolutePath),
  }),
  machine({ ssh }) {
    const programs = ["flock", "find", "mkdir", "rm", "mv"];
    return { target: ssh, needs: { programs, writes: [apacheStateFolder] } };
  },
  async open(context, member, connectTimeoutSec) {
    await context.pool.connect(member.ssh, connectTimeoutSec);
    const live = require("./live/apache-member") as typeof import("./live/apache-member");
    return new live.ApacheWorkerMember(member, context);
  },
};
