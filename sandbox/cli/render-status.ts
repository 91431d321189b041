import { renderCertificateEnds } from "../../components/cli/certificate-ends";
import { renderServers } from "../../components/cli/render-status";
import { renderTable } from "../../components/cli/table";
import type { SandboxStatus } from "./plan-status";

/** The live state as tables. */
export function renderStatus(status: SandboxStatus): string {
  const members = status.elbs.flatMap(({ name, address, members: own }) =>
    own.map(({ key, state, lastCheck }) => [name, address, key, state, lastCheck]),
  );
  const problems = [
    ...status.elbs.flatMap(({ problem }) => (problem === undefined ? [] : [problem])),
    ...status.unreachable.map(({ balancer, reason }) => `${balancer} can't be reached: ${reason}`),
    ...status.problems,
  ];
  return [
    `stack ${status.stack} at ${status.url}`,
    "",
    renderTable(["ELB", "address", "member", "state", "last check"], members),
    "",
    renderServers(status.servers),
    "",
    renderTable(
      ["node", "address", "machine", "version"],
      status.nodes.map(({ key, address, machine, version }) => [key, address, machine, version ?? "none"]),
    ),
    ...problems.map((problem) => `problem: ${problem}`),
    ...renderCertificateEnds(status.certificates),
  ].join("\n");
}
