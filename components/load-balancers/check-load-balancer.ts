import { type Problem, Problems } from "../validation/problems";
import type { LoadBalancerKind } from "./load-balancer-kind";
import { type LoadBalancerFacts, refusedKeys } from "./refused-keys";

/** A target group's name has 32 characters at most, of which 8 are added, and 5 more of the second of a network one. */
const longestName: Readonly<Record<LoadBalancerKind, number>> = { classic: 24, application: 24, network: 19 };

/** What is wrong: what the kind can't have, and limits of the ELB API reference. */
export function checkLoadBalancer(name: string, facts: LoadBalancerFacts): Problem[] {
  const { kind, health, drainingTimeoutSec = 300, idleTimeoutSec = 60, alarms } = facts;
  const problems = new Problems();
  const longest = longestName[kind];
  const pattern = new RegExp(`^[A-Za-z0-9][A-Za-z0-9-]{0,${longest - 1}}$`);
  problems.matches(name, "name", pattern, `up to ${longest} letters, digits and hyphens`);
  for (const [key, isAsked, reason] of refusedKeys[kind]) problems.require(!isAsked(facts), key, reason);
  if (health.path !== undefined)
    problems.matches(health.path, "health.path", /^\/\S*$/, "a path that begins with /");
  problems.integer(health.port, "health.port", 1, 65_535);
  problems.integer(drainingTimeoutSec, "drainingTimeoutSec", kind === "classic" ? 1 : 0, 3600);
  problems.integer(idleTimeoutSec, "idleTimeoutSec", 1, 4000);
  if (facts.slowStartSec !== undefined) problems.integer(facts.slowStartSec, "slowStartSec", 30, 900);
  if (facts.stickyForSec !== undefined) problems.integer(facts.stickyForSec, "stickyForSec", 1, 604_800);
  if (alarms?.errorsPerMin !== undefined)
    problems.integer(alarms.errorsPerMin, "alarms.errorsPerMin", 1, 1_000_000);
  if (alarms?.unhealthyForMin !== undefined)
    problems.integer(alarms.unhealthyForMin, "alarms.unhealthyForMin", 1, 60);
  const cookie = facts.stickyCookie ?? "";
  problems.require(
    kind !== "application" || !/^AWSALB(APP|TG)?/.test(cookie),
    "stickyCookie",
    `got ${JSON.stringify(cookie)}; names that begin with AWSALB are the load balancer's own`,
  );
  return problems.list;
}
