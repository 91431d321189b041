import type { BatchPlan, RollPlan } from "../rolling/plan-roll";
import { renderTime } from "../rolling/render-roll-plan";
import type { EndingCertificate, PlannedChange } from "./planned-change";
import { renderChanges, renderGroupOrder, renderStanding, renderUnreachable } from "./render-change";

/** GitHub takes 65,536 characters in a comment, GitLab 1,000,000. */
export const commentLimit = 60_000;
const errorLimit = 4_000;
const namesInCell = 8;
const certificateRows = 20;

/**
 * A planned change as a comment on a pull request. However many nodes there are, it is no longer than the limit:
 * batches in the middle are then told together.
 */
export function renderMarkdown(change: PlannedChange, limit = commentLimit): string {
  for (let rows = 400; rows > 1; rows = Math.floor(rows / 2)) {
    const text = render(change, rows);
    if (text.length <= limit) return text;
  }
  return `${render(change, 1).slice(0, limit - 40)}\n\n_shortened_\n`;
}

function render(change: PlannedChange, rows: number): string {
  const { stack, changes, groups, certificates, errors } = change;
  const unreachable = renderUnreachable(change.unreachable);
  const order = renderGroupOrder(groups);
  const parts = [
    `<!-- pulumi-wso2 plan ${harmless(stack)} -->`,
    `### Stack ${harmless(stack)}`,
    ...(errors.length > 0
      ? [renderErrors(errors)]
      : [
          `Resources: ${renderChanges(changes) || "no change"}.`,
          ...(order ? [harmless(order)] : []),
          ...(groups.length === 0 ? ["Nothing to roll: the stack has no rolling group."] : []),
          ...groups.map((group) => {
            const standing = renderStanding(group);
            return standing ? harmless(standing) : group.plan ? renderRoll(group.plan, rows) : "";
          }),
        ]),
    ...(unreachable ? [`> **Note** ${harmless(unreachable)}`] : []),
    ...(certificates.length > 0 ? [renderCertificates(certificates)] : []),
  ];
  return `${parts.join("\n\n")}\n`;
}

function renderRoll(plan: RollPlan, rows: number): string {
  const { group, version, from, strategy, batches, gone, unchanged } = plan;
  const change = from ? `version ${from} to ${version}` : `version ${version}`;
  const count = batches.length === 1 ? "1 batch" : `${batches.length} batches`;
  const time = `about ${renderTime(plan.estimatedSec)}, ${renderTime(plan.longestSec)} at the longest`;
  return [
    harmless(`**Roll of ${group}**: ${change}, strategy ${strategy}, ${count}; ${time}.`),
    ...(batches.length > 0 ? [renderBatches(batches, rows)] : []),
    ...(gone.length > 0 ? [`Afterwards leave for good: ${renderNames(gone)}.`] : []),
    ...(unchanged.length > 0 ? [`Not touched: ${renderNames(unchanged)}.`] : []),
  ].join("\n\n");
}

function renderBatches(batches: readonly BatchPlan[], rows: number): string {
  const [head, tail] =
    batches.length <= rows ? [batches, []] : [batches.slice(0, Math.max(1, rows - 1)), batches.slice(-1)];
  const between = batches.slice(head.length, batches.length - tail.length);
  return [
    "| Batch | Nodes (why) | Steps (limit) | Serve meanwhile | Begins |",
    "|---|---|---|---|---|",
    ...head.map(renderBatch),
    ...(between.length > 0 ? [renderBetween(between)] : []),
    ...tail.map(renderBatch),
  ].join("\n");
}

function renderBatch(batch: BatchPlan): string {
  const nodes = batch.nodes.map(({ node, causes }) => `${node} (${causes.join(", ")})`);
  const steps = batch.steps.map(({ step, limitSec }) => `${step} ${renderTime(limitSec)}`).join(", ");
  const serving = batch.serving.length === 0 ? "none" : renderNames(batch.serving);
  return row([
    String(batch.batch),
    renderNames(nodes),
    `${steps}${batch.pauseAfter ? ", then wait for approval" : ""}`,
    batch.floor > 0 ? `${serving}; ${batch.floor} must be UP` : serving,
    `+${renderTime(batch.startsAtSec)}, for ${renderTime(batch.estimatedSec)}`,
  ]);
}

/** Batches that there is no room for. */
function renderBetween(batches: readonly BatchPlan[]): string {
  const [first] = batches;
  const last = batches.at(-1);
  const nodes = batches.reduce((sum, batch) => sum + batch.nodes.length, 0);
  const floor = Math.min(...batches.map((batch) => batch.floor));
  const gates = batches.filter(({ pauseAfter }) => pauseAfter).map(({ batch }) => batch);
  return row([
    `${first?.batch} to ${last?.batch}`,
    `${nodes} nodes`,
    `as above${gates.length > 0 ? `, wait for approval after batch ${gates.join(", ")}` : ""}`,
    `${floor} at least must be UP`,
    `+${renderTime(first?.startsAtSec ?? 0)} to +${renderTime(last?.startsAtSec ?? 0)}`,
  ]);
}

function renderCertificates(certificates: readonly EndingCertificate[]): string {
  const rows = certificates
    .slice(0, certificateRows)
    .map(({ name, for: whom, validUntil, daysLeft, renewed }) => {
      const left = daysLeft < 0 ? "**ended**" : `in ${daysLeft} days`;
      return row([name, whom, `${validUntil.slice(0, 10)}, ${left}`, renewed ? "yes" : "no"]);
    });
  const more = certificates.length - rows.length;
  return [
    "| Certificate | For | Ends | Renewed by this change |",
    "|---|---|---|---|",
    ...rows,
    ...(more > 0 ? [row([`and ${more} more`, "", "", ""])] : []),
  ].join("\n");
}

function renderErrors(errors: readonly string[]): string {
  const text = errors.join("\n").slice(0, errorLimit).replaceAll("```", "'''");
  return `**The preview failed.**\n\n\`\`\`\n${text}\n\`\`\``;
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => harmless(cell).slice(0, 1000)).join(" | ")} |`;
}

function renderNames(names: readonly string[]): string {
  if (names.length <= namesInCell) return names.join(", ");
  return `${names.slice(0, namesInCell - 1).join(", ")} and ${names.length - namesInCell + 1} more`;
}

/** What would end a cell, begin a tag or call somebody by name. */
function harmless(text: string): string {
  return text
    .replaceAll(/\s*\n\s*/g, " ")
    .replaceAll("|", "\\|")
    .replaceAll("<", "&lt;")
    .replaceAll("@", "&#64;");
}
