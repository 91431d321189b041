import Table from "cli-table3";
import type { BatchPlan, RollPlan } from "./plan-roll";

/** The plan as an operator reads it in a preview: a line on the whole, then a row for each batch. */
export function renderRollPlan(plan: RollPlan): string {
  const { group, after = [], version, from, strategy, batches, gone, unchanged } = plan;
  const turn = after.length > 0 ? `, after ${after.join(", ")}` : "";
  const change = from ? `version ${from} to ${version}` : `version ${version}`;
  const lines = [
    `Roll plan of ${group}${turn}: ${change}, strategy ${strategy}; about ${renderTime(plan.estimatedSec)}, ${renderTime(plan.longestSec)} at the longest`,
    ...(batches.length > 0 ? [renderTable(batches)] : []),
    ...(gone.length > 0 ? [`afterwards leave for good: ${gone.join(", ")}`] : []),
    ...(unchanged.length > 0 ? [`not touched: ${unchanged.join(", ")}`] : []),
  ];
  return lines.join("\n");
}

/** The same in one line, for a stack's outputs. */
export function summarizeRollPlan({ batches, estimatedSec, longestSec }: RollPlan): string {
  const sizes = batches.map(({ nodes }) => nodes.length);
  const nodes = sizes.reduce((sum, size) => sum + size, 0);
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
  const size = least === most ? most : `${least} to ${most}`;
  const count = batches.length === 1 ? "1 batch" : `${batches.length} batches`;
  const time = `about ${renderTime(estimatedSec)}, ${renderTime(longestSec)} at the longest`;
  return `a change of all ${nodes} nodes goes in ${count} of ${size}; ${time}`;
}

function renderTable(batches: readonly BatchPlan[]): string {
  const table = new Table({
    head: ["batch", "nodes (why)", "steps (limit)", "serving meanwhile", "from, estimated"],
    style: { head: [], border: [] },
    wordWrap: true,
    colWidths: [7, 28, 44, 28, 17],
  });
  for (const batch of batches) {
    table.push([
      String(batch.batch),
      batch.nodes.map(({ node, causes }) => `${node} (${causes.join(", ")})`).join("\n"),
      batch.steps.map(({ step, limitSec }) => `${step} ${renderTime(limitSec)}`).join(", ") +
        (batch.pauseAfter ? ", then wait for approval" : ""),
      renderServing(batch),
      `+${renderTime(batch.startsAtSec)}\nfor ${renderTime(batch.estimatedSec)}`,
    ]);
  }
  return table.toString();
}

function renderServing({ serving, floor }: BatchPlan): string {
  if (serving.length === 0) return "none";
  const names = serving.length > 6 ? `${serving.length} nodes` : serving.join(", ");
  return floor > 0 ? `${names}\n(${floor} must be UP)` : names;
}

/**
 * How far a roll has come: `batch 2 of 3: node4 serves the new state, 4 of 5 nodes done`.
 *
 * @param back Nodes that serve, the last one last.
 * @returns nothing when the last one was not to be changed
 */
export function renderProgress({ batches }: RollPlan, back: readonly string[]): string | undefined {
  const last = back.at(-1);
  const changing = batches.flatMap(({ nodes }) => nodes.map(({ node }) => node));
  const index = batches.findIndex(({ nodes }) => nodes.some(({ node }) => node === last));
  if (index < 0) return undefined;
  const done = changing.filter((node) => back.includes(node)).length;
  return `batch ${index + 1} of ${batches.length}: ${last} serves the new state, ${done} of ${changing.length} nodes done`;
}

/** `45 s`, `12 min`, `1 h 5 min`. */
export function renderTime(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 120) return `${whole} s`;
  const minutes = Math.round(whole / 60);
  if (minutes < 120) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
