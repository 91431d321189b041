import { checkMachines, describeProblems } from "../../remote/check-machine";
import { inTurns } from "../../remote/in-turns";
import { RollError } from "../../remote/roll-error";
import { ConnectError } from "../../remote/ssh/connect";
import { unanswered } from "../../remote/ssh/connect-error";
import type { SshConnection } from "../../remote/ssh/connection";
import type { SshTarget } from "../../remote/ssh-target";
import type { RollContext, RollResult } from "../../rolling/context";
import { findServed } from "../../rolling/membership/find-served";
import type { StageAheadPlan } from "../distribution";
import { planDistributionNeeds } from "../plan-machine-needs";
import type { ProductInstall } from "../product-install";
import { bringNeedsOf } from "./libraries";
import { stage } from "./stage";
import { failOnTrials, tryInstall } from "./trial";

/** Of a machine that may not be there yet. */
const absentTimeoutSec = 3;
/** How an attempt may fail where no machine is yet, or one that nobody has prepared. */
const absentStages: readonly ConnectError["reason"][] = [...unanswered, "host key"];
/** Zips on their way at the same time: more would only share one line. */
const sideBySide = 4;

/**
 * `stage-ahead`: brings a distribution to every node while all of them serve, so that a roll does not wait
 * for it node by node, and one that can't be had, or can't be installed, stops the roll before the first drain.
 */
export async function stageAhead(context: RollContext, plan: StageAheadPlan): Promise<RollResult> {
  const staged: string[] = [];
  const absent: string[] = [];
  const served = await findServed(
    context,
    plan.nodes.map(({ target, members }) => ({ node: target.name, members })),
  );
  // All at once: those that are not there yet would else be waited for a few at a time.
  const looks = plan.nodes.map(({ target, install }) => ({
    ...{ target, install },
    there: isThere(context, target, served.has(target.name)),
  }));
  await Promise.allSettled(looks.map(({ there }) => there));
  await tryMachines(context, plan, looks);
  const trials = new Map<string, readonly string[]>();
  await inTurns(sideBySide, looks, async ({ target, install, there }) => {
    if (!(await there)) {
      absent.push(target.name);
      return;
    }
    const result = await stage(context, { ...plan.distribution, target });
    if (result.staged) staged.push(target.name);
    if (!install) return;
    const connection = await context.pool.connect(target);
    trials.set(target.name, await bringAndTry(context, connection, install));
  });
  failOnTrials(plan.distribution.name, trials);
  return { name: plan.distribution.name, staged: staged.sort(), absent: absent.sort() };
}

/** @throws RollError that names each machine that lacks something, before anything is brought */
async function tryMachines(
  context: RollContext,
  { distribution }: StageAheadPlan,
  looks: readonly { readonly target: SshTarget; readonly there: Promise<boolean> }[],
): Promise<void> {
  const needs = planDistributionNeeds(distribution);
  const present = await Promise.all(
    looks.map(async ({ target, there }) => ((await there.catch(() => false)) ? [{ target, needs }] : [])),
  );
  const problems = await checkMachines(context.pool, present.flat());
  if (problems.length === 0) return;
  throw new RollError({
    step: "try what the roll will do",
    expected: "each node to have what the roll needs",
    seen: describeProblems(problems),
    next: "correct what is named, then `pulumi up`; nothing has moved",
  });
}

/** What can't be brought is named with what the other nodes lack. */
async function bringAndTry(
  context: RollContext,
  connection: SshConnection,
  install: ProductInstall,
): Promise<readonly string[]> {
  try {
    await bringNeedsOf(context, connection, install);
  } catch (error) {
    if (!(error instanceof RollError)) throw error;
    const { step, expected, seen } = error.failure;
    return [`${step}: expected ${expected}, saw ${seen}`];
  }
  return tryInstall(connection, install);
}

async function isThere(context: RollContext, target: SshTarget, required: boolean): Promise<boolean> {
  try {
    await context.pool.connect(target, required ? undefined : absentTimeoutSec);
    return true;
  } catch (error) {
    if (required || !(error instanceof ConnectError) || !absentStages.includes(error.reason)) throw error;
    context.report.line(target.name, "stage", "no machine there yet: brought when it starts");
    return false;
  }
}
