import { type Problem, Problems } from "../validation/problems";
import { findConfigProblems } from "./check-config";
import { backendsWith, planTierConfig, planTierMachine, type TierFacts } from "./plan-tier";

/** HAProxy's identifiers: what a backend and a server may be called. */
export const haproxyName = /^[A-Za-z0-9_.:-]+$/;

const hostName = /^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/;

/** Everything of a tier that is known before the first machine is. */
export interface TierCheck {
  readonly instanceKeys: readonly string[];
  /** With any address of each node. */
  readonly facts: TierFacts;
  readonly host: string;
}

/** What is wrong with the names and numbers of a tier. */
export function checkTier({ instanceKeys, facts, host }: TierCheck): Problem[] {
  const problems = new Problems();
  const { serverKeys, backend } = facts;
  problems.require(
    instanceKeys.length > 0,
    "instances",
    "got none; one at least is needed, two for failover",
  );
  problems.require(serverKeys.length > 0, "backend.servers", "got none; one at least is needed");
  for (const key of [...instanceKeys, ...serverKeys]) {
    problems.matches(key, "keys", haproxyName, "letters, digits and _.:-");
  }
  problems.matches(backend.name, "backend.name", haproxyName, "letters, digits and _.:-");
  problems.matches(host, "host", hostName, "a host name");
  const { intervalSec, fastIntervalSec: fast } = backend.check;
  problems.require(
    intervalSec > 0 && intervalSec <= 60,
    "backend.check.intervalSec",
    `got ${intervalSec}; more than 0 and at most 60 is needed`,
  );
  problems.require(
    fast === undefined || (fast >= 0.1 && fast <= intervalSec),
    "backend.check.fastIntervalSec",
    `got ${fast}; 0.1 to intervalSec (${intervalSec}) is needed`,
  );
  checkNodes(problems, facts);
  checkRendered(problems, { instanceKeys, facts, host });
  return problems.list;
}

/** Which node is in which backend. */
function checkNodes(problems: Problems, facts: TierFacts): void {
  const { serverKeys, backendNodes, backends = {} } = facts;
  const lists = [
    ["backend.nodes", backendNodes] as const,
    ...Object.entries(backends).map(([name, { nodes }]) => [`backends.${name}.nodes`, nodes] as const),
  ];
  for (const [path, nodes] of lists) {
    const unknown = nodes?.filter((node) => !serverKeys.includes(node)) ?? [];
    problems.require(
      unknown.length === 0,
      path,
      `got ${unknown.join(", ")}; keys of servers are needed: ${serverKeys.join(", ")}`,
    );
    problems.require(nodes?.length !== 0, path, "got none; one at least is needed, or leave it out for all");
  }
  const config = planTierConfig(facts);
  const idle = serverKeys.filter((node) => backendsWith(config, node).length === 0);
  problems.require(idle.length === 0, "servers", `${idle.join(", ")} is in no backend`);
}

/** Told above, in the words of the tier's own input. */
const toldAbove = /^backend\.(name|check\.(fastI|i)ntervalSec|servers.*):/;

/** What the machines themselves would refuse. */
function checkRendered(problems: Problems, { instanceKeys, facts, host }: TierCheck): void {
  const [own = "haproxy", ...others] = instanceKeys.map((name) => name);
  const machine = (name: string) => ({ target: { name } as never, address: "127.0.0.1" });
  const { config } = planTierMachine(machine(own), planTierConfig(facts), [], others.map(machine), host);
  for (const problem of findConfigProblems(config)) {
    if (toldAbove.test(problem)) continue;
    const [path = "", ...reason] = problem.split(": ");
    problems.list.push({ propertyPath: byName(path, facts), reason: reason.join(": ") });
  }
}

/** `backends[0].check.path` as the tier's input has it: `backends.gateway.check.path`. */
function byName(path: string, { frontends = {}, backends = {} }: TierFacts): string {
  const names = { frontends: Object.keys(frontends), backends: Object.keys(backends) };
  return path.replace(
    /^(frontends|backends)\[(\d+)\]/,
    (_, list: keyof typeof names, index) => `${list}.${names[list][Number(index)] ?? index}`,
  );
}
