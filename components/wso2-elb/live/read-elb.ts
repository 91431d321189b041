import { splitSections } from "../../haproxy/live/balancer-files";
import { renderReadAsOwner } from "../../nodes/live/log-says";
import { RollError } from "../../remote/roll-error";
import type { SshConnection } from "../../remote/ssh/connection";
import { quote, runAsRoot } from "../../remote/ssh/shell";
import { countRequests } from "../connections";
import type { Wso2ElbMember } from "../elb-member";
import { type MemberLog, memberLines, readMemberLog } from "../member-log";
import { parseClosed } from "../tribes-routes";

/** An ELB at one moment. */
export interface ElbView {
  readonly log: MemberLog;
  /** Addresses whose way to the ELB is closed. */
  readonly closed: ReadonlySet<string>;
  /** Requests that it has on their way to a node, by the node's key. */
  readonly inFlight: ReadonlyMap<string, number>;
}

type Asked = Pick<Wso2ElbMember, "balancer" | "logPath" | "tribesPort" | "nodes" | "trafficPorts">;

/** Also the logs of the days before, the oldest first: Carbon begins a new one at midnight, an ELB runs for months. */
function renderLook({ logPath, tribesPort }: Asked): string {
  const log = quote(logPath);
  const lines = `for each in $($as ls -1tr ${log} ${log}.* 2>/dev/null); do $as grep -hE ${quote(memberLines)} "$each" || :; done`;
  return `echo "== listens"; ss -Hltn "sport = :${tribesPort}"
echo "== rules"; ip rule show
echo "== connections"; ss -Htni state established
echo "== log"
${renderReadAsOwner(logPath, lines)}`;
}

/** @throws RollError where it does not run, or its log is not there */
export async function readElb(connection: SshConnection, asked: Asked): Promise<ElbView> {
  const answer = await runAsRoot(connection, renderLook(asked), { step: "look at the ELB" });
  const part = splitSections(answer);
  const log = readMemberLog(part.get("log") ?? "");
  if ((part.get("listens") ?? "").trim() === "" || !log.initialized) {
    throw new RollError({
      node: asked.balancer,
      step: "look at the ELB",
      expected: `a WSO2 ELB that listens on port ${asked.tribesPort} and says "Cluster initialization completed" in ${asked.logPath}`,
      seen: log.initialized
        ? `nothing listens on port ${asked.tribesPort}`
        : "its log has not said so since its start",
      next: "start it and see its log, or take it out of the configuration (wso2:balancersOut) until it is back; then `pulumi up`",
    });
  }
  const connections = part.get("connections") ?? "";
  return {
    log,
    closed: parseClosed(part.get("rules") ?? "", asked.tribesPort),
    inFlight: new Map(
      Object.entries(asked.nodes).map(([key, address]) => [
        key,
        countRequests(connections, address, asked.trafficPorts),
      ]),
    ),
  };
}
