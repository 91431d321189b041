import type { SeriesOption } from "echarts";
import { inks } from "./chart-style";
import type { ReportLoad, ReportSample } from "./report-load";

/** Grids: the machines' rows are 0. */
const [ratePanel, latencyPanel] = [1, 3];
export const failurePanel = 2;

/** What clients saw, each in a panel below the machines' rows and on the same clock. */
export function loadSeries({ samples }: ReportLoad): SeriesOption[] {
  const line = (
    panel: number,
    color: string,
    value: (sample: ReportSample) => number | undefined,
    width = 1.5,
  ): SeriesOption => ({
    type: "line",
    xAxisIndex: panel,
    yAxisIndex: panel,
    data: samples.map((sample) => [sample.sec, value(sample) ?? null]),
    showSymbol: false,
    emphasis: { disabled: true },
    lineStyle: { width, color },
    itemStyle: { color },
  });
  return [
    {
      ...line(ratePanel, inks.rate, ({ requests }) => requests),
      areaStyle: { color: inks.rate, opacity: 0.12 },
    },
    {
      // A bar series would widen its panel's axis, and the panels would no longer be on the same clock.
      type: "custom",
      xAxisIndex: failurePanel,
      yAxisIndex: failurePanel,
      encode: { x: 0, y: 1 },
      data: samples.filter(({ failures }) => failures > 0).map(({ sec, failures }) => [sec, failures]),
      renderItem: (_, api) => {
        const [x = 0, y = 0] = api.coord([api.value(0), api.value(1)]);
        const [end = 0, bottom = 0] = api.coord([Number(api.value(0)) + 1, 0]);
        const shape = { x, y, width: Math.max(2, end - x), height: bottom - y };
        return { type: "rect", shape, style: { fill: inks.bad } };
      },
    },
    line(latencyPanel, inks.p50, ({ p50Ms }) => p50Ms),
    line(latencyPanel, inks.p99, ({ p99Ms }) => p99Ms),
  ];
}
