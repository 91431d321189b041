import type { ApacheMember } from "../apache-member";
import type { ShownBalancer } from "../manager-page";
import { workerName } from "../worker-view";

/** What would keep a node from leaving or from coming back, found without changing anything. */
export function findApacheProblems(
  { group, server }: Pick<ApacheMember, "group" | "server">,
  { nonce, workers }: ShownBalancer,
): string[] {
  const problems: string[] = [];
  if (nonce === "" || nonce === "(null)") {
    problems.push(
      `balancer ${group} has nonce=none, and with that httpd takes no change: leave the nonce to httpd (remove \`nonce\` from its ProxySet)`,
    );
  }
  const names = workers.map(workerName);
  if (names.filter((name) => name === server).length > 1) {
    problems.push(`balancer ${group} has ${server} more than once: give each worker a route of its own`);
  }
  return problems;
}
