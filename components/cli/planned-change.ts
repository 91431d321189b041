import { warningDays } from "../certificates/plan-expiry";
import { orderGroups } from "../rolling/order-groups";
import { type PlanNote, parsePlanNotes, type UnreachableBalancer } from "../rolling/plan-file";
import type { RollPlan } from "../rolling/plan-roll";
import { type CertificateFacts, daysLeft, planCertificates } from "./plan-certificates";
import type { PulumiRun, StateResource } from "./stack-access";

/** What a preview says of one group of nodes. */
export interface GroupChange {
  readonly group: string;
  /** `first`: nothing of it is there; `unknown`: it hangs on values that only the `up` itself makes. */
  readonly standing: "planned" | "first" | "unknown";
  /** Groups whose rolls end before this one begins. @default none */
  readonly after?: readonly string[];
  readonly plan?: RollPlan;
}

/** A certificate that ends soon. */
export interface EndingCertificate extends CertificateFacts {
  readonly daysLeft: number;
  /** The change makes another one. */
  readonly renewed: boolean;
}

/** What an `up` would do, for those who decide on it. */
export interface PlannedChange {
  readonly stack: string;
  /** Resources by what happens to them: `create`, `update`, `replace`, `delete`, `same`. */
  readonly changes: Readonly<Record<string, number>>;
  readonly groups: readonly GroupChange[];
  readonly unreachable: readonly UnreachableBalancer[];
  readonly certificates: readonly EndingCertificate[];
  /** Why there is no preview; empty when there is one. */
  readonly errors: readonly string[];
}

/** What `pulumi preview --json` prints, as far as it is read here. */
interface PreviewDigest {
  readonly steps?: readonly { readonly op: string; readonly urn: string }[];
  readonly diagnostics?: readonly { readonly message?: string; readonly severity?: string }[];
  readonly changeSummary?: Readonly<Record<string, number>>;
}

/**
 * Puts together what a preview said.
 *
 * @param notes The file that `WSO2_ROLL_PLAN` named.
 * @param resources Of the stack's state.
 */
export function readPlannedChange(
  stack: string,
  preview: PulumiRun,
  notes: string,
  resources: readonly StateResource[],
  now: Date,
): PlannedChange {
  const digest = parseDigest(preview.stdout);
  const noted = parsePlanNotes(notes);
  return {
    stack,
    changes: digest?.changeSummary ?? {},
    groups: groupsOf(noted),
    unreachable: unreachableOf(noted),
    certificates: endingOf(resources, digest, now),
    errors: errorsOf(preview, digest),
  };
}

/** Each once: groups of one stack may stand behind the same ones. */
function unreachableOf(notes: readonly PlanNote[]): UnreachableBalancer[] {
  const all = notes.flatMap((note) => (note.kind === "unreachable" ? note.balancers : []));
  return [...new Map(all.map((each) => [each.balancer, each])).values()];
}

function groupsOf(notes: readonly PlanNote[]): GroupChange[] {
  const plans = new Map(
    notes.flatMap((note) => (note.kind === "roll" ? [[note.plan.group, note.plan]] : [])),
  );
  const groups = notes.flatMap((note): GroupChange[] => {
    if (note.kind !== "group") return [];
    const { group, first, after } = note;
    const own = { group, ...(after ? { after } : {}) };
    const plan = plans.get(group);
    if (plan) return [{ ...own, standing: "planned", plan }];
    return [{ ...own, standing: first ? "first" : "unknown" }];
  });
  return orderGroups(groups);
}

function endingOf(
  resources: readonly StateResource[],
  digest: PreviewDigest | undefined,
  now: Date,
): EndingCertificate[] {
  const changed = (digest?.steps ?? []).filter(({ op }) => !["same", "read", "refresh"].includes(op));
  const names = new Set(changed.map(({ urn }) => urn.slice(urn.lastIndexOf("::") + 2)));
  return planCertificates(resources)
    .map((each) => ({ ...each, daysLeft: daysLeft(each, now), renewed: names.has(each.name) }))
    .filter((each) => each.daysLeft < warningDays);
}

function errorsOf({ code, stderr, stdout }: PulumiRun, digest: PreviewDigest | undefined): string[] {
  const errors = (digest?.diagnostics ?? [])
    .filter(({ severity }) => severity === "error")
    .map(({ message = "" }) => message.replace(/<\{%[^%]*%\}>/g, "").trim());
  if (errors.length > 0 || code === 0) return errors;
  return [stderr.trim() || stdout.trim() || `pulumi preview ended with status ${code}`];
}

function parseDigest(text: string): PreviewDigest | undefined {
  try {
    return JSON.parse(text) as PreviewDigest;
  } catch {
    return undefined;
  }
}
