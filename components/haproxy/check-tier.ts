import { type Problem, Problems } from "../validation/problems";

/** HAProxy's identifiers: what a backend and a server may be called. */
export const haproxyName = /^[A-Za-z0-9_.:-]+$/;

/** What is wrong with the names and numbers of a tier. */
export function checkTier(tier: {
  instanceKeys: readonly string[];
  serverKeys: readonly string[];
  backend: string;
  host: string;
  checkIntervalSec: number;
  checkFastIntervalSec: number | undefined;
}): Problem[] {
  const problems = new Problems();
  problems.require(
    tier.instanceKeys.length > 0,
    "instances",
    "got none; one at least is needed, two for failover",
  );
  problems.require(tier.serverKeys.length > 0, "backend.servers", "got none; one at least is needed");
  for (const key of [...tier.instanceKeys, ...tier.serverKeys]) {
    problems.matches(key, "keys", haproxyName, "letters, digits and _.:-");
  }
  problems.matches(tier.backend, "backend.name", haproxyName, "letters, digits and _.:-");
  problems.matches(tier.host, "host", /^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/, "a host name");
  problems.require(
    tier.checkIntervalSec > 0 && tier.checkIntervalSec <= 60,
    "backend.check.intervalSec",
    `got ${tier.checkIntervalSec}; more than 0 and at most 60 is needed`,
  );
  const { checkIntervalSec, checkFastIntervalSec: fast } = tier;
  problems.require(
    fast === undefined || (fast >= 0.1 && fast <= checkIntervalSec),
    "backend.check.fastIntervalSec",
    `got ${fast}; 0.1 to intervalSec (${checkIntervalSec}) is needed`,
  );
  return problems.list;
}
