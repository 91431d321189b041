import {
  absolutePath,
  line,
  list,
  matching,
  name,
  oneOf,
  optional,
  port,
  record,
  shape,
} from "../remote/plan-shape";
import { target } from "../remote/target-schemas";
import type { BalancerKind } from "../rolling/context";
import type { ElbProbe, Wso2ElbMember } from "./elb-member";
import { elbStateFolder } from "./elb-paths";

const hostName = matching("a host name", /^[A-Za-z0-9][A-Za-z0-9.-]{0,252}$/);

/** WSO2 ELB 2.0, by the routes of its machine and by its log. */
export const wso2ElbKind: BalancerKind<Wso2ElbMember> = {
  kind: "wso2-elb",
  shape: shape<Wso2ElbMember>({
    kind: oneOf("wso2-elb"),
    balancer: name,
    title: optional(line),
    ssh: target,
    logPath: absolutePath,
    server: name,
    domain: name,
    tribesPort: port,
    nodes: record(matching("an IPv4 address", /^\d{1,3}(\.\d{1,3}){3}$/)),
    trafficPorts: list(port),
    probe: optional(shape<ElbProbe>({ port, host: hostName, path: optional(absolutePath) })),
  }),
  machine({ ssh, probe }) {
    const programs = ["flock", "ip", "ss", "awk", "grep", "mkdir", "rm", "timeout"];
    return {
      target: ssh,
      needs: {
        programs,
        writes: [elbStateFolder],
        ...(probe ? { tcp: { host: "127.0.0.1", port: probe.port } } : {}),
      },
    };
  },
  async open(context, member, connectTimeoutSec) {
    await context.pool.connect(member.ssh, connectTimeoutSec);
    const live = require("./live/elb-member") as typeof import("./live/elb-member");
    return new live.ElbServerMember(member, context);
  },
};
