import { poll } from "../../remote/poll";
import type { RollContext, RollResult } from "../../rolling/context";
import type { NamePlan } from "../name-plan";

const toldEverySec = 15;

/**
 * `follow-name`: lets the time pass in which resolvers may still answer with the load balancer of before. The engine
 * deletes that one after everything else, so that until then it serves who asks there.
 */
export async function followName(
  { report, signal }: RollContext,
  { name, leadsTo, forSec }: NamePlan,
): Promise<RollResult> {
  const begun = performance.now();
  const passedSec = () => (performance.now() - begun) / 1000;
  let toldSec = Number.NEGATIVE_INFINITY;
  const tell = async () => {
    if (passedSec() - toldSec < toldEverySec) return undefined;
    toldSec = passedSec();
    const leftSec = Math.ceil(forSec - toldSec);
    report.line(name, "name", `leads to ${leadsTo}; the load balancer of before serves on for ${leftSec} s`);
    return undefined;
  };
  await poll(tell, { timeoutSec: forSec, intervalMs: 1000, signal });
  return { name, leadsTo, forSec };
}
