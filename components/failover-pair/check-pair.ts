import { isIPv4 } from "node:net";
import { nameRules } from "../validation/names";
import { type Problem, Problems } from "../validation/problems";
import type { PairAddress, PairFacts, PairLimits } from "./pair-model";

/** What a cluster calls a machine ends up in XML, in a configuration file and in a host name. */
const machineName = /^[A-Za-z0-9]([A-Za-z0-9.-]{0,61}[A-Za-z0-9])?$/;

/** What is wrong with a pair's input, before anything is registered; addresses that are not known yet are no problem. */
export function checkPair({ name, machines, address, ports, limits = {} }: PairFacts): Problem[] {
  const problems = new Problems();
  problems.matches(name, "name", nameRules.name.pattern, nameRules.name.meaning);
  problems.require(
    machines.length === 2,
    "instances",
    `got ${machines.length}; a failover pair is two machines, for more use a load balancer`,
  );
  for (const machine of machines)
    problems.matches(machine.name, "instances", machineName, "a host name of letters, digits, . and -");
  problems.require(ports.length > 0, "ports", "got none; those that clients connect to are needed");
  checkAddress(problems, address);
  return [...problems.list, ...checkPairLimits(limits)];
}

function checkAddress(problems: Problems, address: PairAddress): void {
  problems.require(
    isIPv4(address.ip),
    "address.ip",
    `got ${JSON.stringify(address.ip)}; an IPv4 address is needed`,
  );
  if (address.kind === "route") {
    problems.require(
      address.routeTableIds.length > 0,
      "address.routeTableIds",
      "got none; the tables of all subnets that clients are in are needed",
    );
  }
}

/** Lowest and highest of each. Without a head start in fencing both could stop each other. */
const allowed = {
  tokenMs: [1000, 60_000],
  fencingDelaySec: [2, 60],
  checkIntervalSec: [1, 60],
  drainTimeoutSec: [0, 3600],
  pauseSec: [1, 60],
  fencingTimeoutSec: [30, 900],
} as const satisfies Record<keyof PairLimits, readonly [number, number]>;

/** The limits alone, by `limits.<name>`. */
export function checkPairLimits(limits: PairLimits = {}): Problem[] {
  const problems = new Problems();
  for (const [key, [from, to]] of Object.entries(allowed)) {
    const value = limits[key as keyof PairLimits];
    if (value !== undefined) problems.integer(value, `limits.${key}`, from, to);
  }
  return problems.list;
}
