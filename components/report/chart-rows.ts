import type { CustomSeriesOption } from "echarts";
import type { ChartLayout } from "./chart-layout";
import { inks, phaseColors } from "./chart-style";
import { phases, type ReportStep, type RollReport } from "./roll-report";
import { clockText, durationText } from "./time-text";

/** Series by phase, and what each of their items says when pointed at. */
export interface RowSeries {
  readonly series: CustomSeriesOption[];
  readonly labels: string[][];
}

/** Bars of the steps, one row a machine. @param endSec Where a step without an end is cut off. */
export function rowSeries(report: RollReport, layout: ChartLayout, endSec: number): RowSeries {
  const rowOf = new Map(report.nodes.map(({ node }, index) => [node, index]));
  const barHeight = Math.round(layout.rowHeight * 0.62);
  const used = phases.filter((phase) => report.steps.some((step) => step.phase === phase));
  const series = used.map((phase): CustomSeriesOption => {
    const steps = report.steps.filter((step) => step.phase === phase);
    return {
      type: "custom",
      name: phase,
      color: phaseColors[phase],
      clip: true,
      encode: { x: [1, 2], y: 0 },
      data: steps.map((step) => [
        rowOf.get(step.node) ?? 0,
        step.beginSec,
        step.endSec ?? endSec,
        step.outcome === "done" ? 0 : 1,
      ]),
      renderItem: (_, api) => {
        const [x = 0, y = 0] = api.coord([api.value(1), api.value(0)]);
        const [end = 0] = api.coord([api.value(2), api.value(0)]);
        const failed = api.value(3) === 1;
        return {
          type: "rect",
          // A step that took no time can still be seen.
          shape: { x, y: y - barHeight / 2, width: Math.max(1.5, end - x), height: barHeight, r: 2 },
          style: {
            fill: phaseColors[phase],
            ...(failed ? { stroke: inks.bad, lineWidth: 2 } : {}),
          },
        };
      },
    };
  });
  const labels = used.map((phase) => report.steps.filter((step) => step.phase === phase).map(describeStep));
  return {
    series: [...series, failureMarks(report, rowOf)],
    labels: [...labels, report.failures.map(({ seen }) => seen)],
  };
}

function describeStep(step: ReportStep): string {
  const took = step.endSec === undefined ? "no end" : durationText(step.endSec - step.beginSec);
  const detail = step.detail === "" ? "" : `\n${step.detail}`;
  return `${step.node} ${step.step}, ${clockText(step.beginSec)}, ${took}${detail}`;
}

/** A cross where the roll stopped. */
function failureMarks(report: RollReport, rowOf: ReadonlyMap<string, number>): CustomSeriesOption {
  return {
    type: "custom",
    name: "failed",
    encode: { x: 1, y: 0 },
    data: report.failures.map(({ node, atSec }) => [rowOf.get(node) ?? 0, atSec]),
    renderItem: (_, api) => {
      const [x = 0, y = 0] = api.coord([api.value(1), api.value(0)]);
      return {
        type: "group",
        children: [
          {
            type: "circle",
            shape: { cx: x, cy: y, r: 9 },
            style: { fill: inks.bad, stroke: "#fff", lineWidth: 2 },
          },
          {
            type: "path",
            shape: { pathData: `M${x - 3} ${y - 3}L${x + 3} ${y + 3}M${x + 3} ${y - 3}L${x - 3} ${y + 3}` },
            style: { stroke: "#fff", lineWidth: 2, fill: "none" },
          },
        ],
      };
    },
  };
}
