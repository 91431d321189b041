import type { SshConnection } from "../../remote/ssh/connection";
import { runAsRoot } from "../../remote/ssh/shell";
import type { Wso2ElbMember } from "../elb-member";
import { planNodeView } from "../node-view";
import { readElb } from "./read-elb";

/** What would keep a node from leaving or from coming back, found without changing anything. */
export async function findElbProblems(connection: SshConnection, member: Wso2ElbMember): Promise<string[]> {
  const look =
    "ip rule help 2>&1 | grep -qw dport && echo ports; ip -4 rule show > /dev/null && echo rules; :";
  const [answer, view] = await Promise.all([
    runAsRoot(connection, look, { step: "look at the machine's routes" }),
    readElb(connection, member),
  ]);
  const can = answer.split("\n");
  const problems: string[] = [];
  if (!can.includes("ports") || !can.includes("rules")) {
    problems.push(
      `${member.balancer} can't close a way by its port: \`ip rule\` with dport is needed (Linux 4.17 and iproute2 of that time)`,
    );
  }
  const address = member.nodes[member.server];
  if (address === undefined) {
    problems.push(`no address of ${member.server} is known for ${member.balancer}`);
  } else {
    // Tribes brings a member back that it has met since its start, or that tells of itself once the way is open.
    const { up, admin, status } = planNodeView(member.server, address, view);
    if (admin === "ready" && !up && status === "left") {
      problems.push(
        `${member.server} has left ${member.balancer} by itself: see its wso2carbon.log, and restart it`,
      );
    }
  }
  return problems;
}
