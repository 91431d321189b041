import type { XAXisComponentOption, YAXisComponentOption } from "echarts";
import type { planTimeAxis } from "./chart-layout";
import { failurePanel } from "./chart-load";
import { inks } from "./chart-style";
import type { RollReport } from "./roll-report";
import { clockText } from "./time-text";

/** The machines' rows have labels of their own, so that they can be read without looking below the load. */
export function timeAxis(
  times: ReturnType<typeof planTimeAxis>,
  panel: number,
  labelled: boolean,
): XAXisComponentOption {
  const { min, max, marks } = times;
  return {
    type: "value",
    gridIndex: panel,
    min,
    max,
    axisLabel: {
      show: labelled,
      customValues: marks,
      formatter: (value: number) => clockText(value),
      color: inks.quiet,
      fontSize: 11,
    },
    axisLine: { show: false },
    axisTick: { show: false, customValues: marks },
    splitLine: { show: true, lineStyle: { color: inks.line } },
  };
}

export function rowAxis(nodes: RollReport["nodes"]): YAXisComponentOption {
  return {
    type: "category",
    gridIndex: 0,
    inverse: true,
    data: nodes.map(({ node }) => node),
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: { color: inks.text, fontSize: 12, interval: 0 },
    splitLine: { show: true, lineStyle: { color: inks.line } },
  };
}

export function valueAxis(panel: number, { load }: RollReport): YAXisComponentOption {
  const ofFailures = panel === failurePanel;
  const most = Math.max(1, ...(load?.samples ?? []).map(({ failures }) => failures));
  return {
    type: "value",
    gridIndex: panel,
    min: 0,
    ...(ofFailures ? { max: most, interval: most } : { splitNumber: 2 }),
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: { color: inks.quiet, fontSize: 11 },
    splitLine: { lineStyle: { color: inks.line } },
  };
}
