import type { EChartsOption, TitleComponentOption } from "echarts";
import { rowAxis, timeAxis, valueAxis } from "./chart-axes";
import { type ChartLayout, planLayout, planTimeAxis } from "./chart-layout";
import { loadSeries } from "./chart-load";
import { rowSeries } from "./chart-rows";
import { fontFamily, inks, phaseColors } from "./chart-style";
import type { ReportLoad } from "./report-load";
import { phases, type RollReport } from "./roll-report";
import { countText } from "./time-text";

const mostLetters = 165;

export interface Chart {
  readonly layout: ChartLayout;
  readonly option: EChartsOption;
  /** What a series' items say when pointed at, by series and item. */
  readonly labels: readonly (readonly string[])[];
}

/** @param withHeader Whether the chart stands alone and must say what it shows. */
export function planChart(report: RollReport, { withHeader }: { withHeader: boolean }): Chart {
  const { nodes, load } = report;
  const samples = load?.samples ?? [];
  const layout = planLayout({
    rows: nodes.length,
    longestName: Math.max(0, ...nodes.map(({ node }) => node.length)),
    withLoad: load !== undefined,
    withHeader,
  });
  const times = planTimeAxis(
    Math.min(0, ...samples.map(({ sec }) => sec)),
    Math.max(report.totals.seconds, ...samples.map(({ sec }) => sec + 1)),
  );
  const rows = rowSeries(report, layout, times.max);
  const panels = [layout.rows, ...layout.panels];
  const used = phases.filter((phase) => report.steps.some((step) => step.phase === phase));
  const option: EChartsOption = {
    animation: false,
    backgroundColor: withHeader ? "#ffffff" : "transparent",
    textStyle: { fontFamily, color: inks.text },
    title: [...(withHeader ? header(report) : []), ...panelNames(layout, load)],
    legend: {
      data: used.map((phase) => ({ name: phase, itemStyle: { color: phaseColors[phase] } })),
      left: layout.left - 6,
      top: layout.rows.top - 30,
      itemWidth: 14,
      itemHeight: 10,
      itemGap: 16,
      icon: "roundRect",
      selectedMode: false,
      textStyle: { color: inks.quiet, fontSize: 12 },
    },
    grid: panels.map(({ top, height }) => ({
      top,
      height,
      left: layout.left,
      right: layout.right,
    })),
    xAxis: panels.map((_, index) => timeAxis(times, index, index === 0 || index === panels.length - 1)),
    yAxis: [rowAxis(nodes), ...layout.panels.map((_, index) => valueAxis(index + 1, report))],
    series: [...rows.series, ...(load ? loadSeries(load) : [])],
  };
  return { layout, option, labels: rows.labels };
}

function header({ verdict, startedAt, totals, failures }: RollReport): TitleComponentOption[] {
  const failure = failures.find(({ resolved }) => !resolved);
  const why = failure ? `${shortened(`expected ${failure.expected}, saw ${failure.seen}`)}\n` : "";
  const color = {
    rolled: inks.good,
    lost: inks.bad,
    stopped: inks.bad,
    unfinished: inks.warn,
    empty: inks.quiet,
  };
  return [
    {
      text: verdict.text,
      subtext: `${why}began ${startedAt.slice(0, 19).replace("T", " ")} UTC, at most ${totals.mostOutAtOnce} out at once`,
      left: 20,
      top: 14,
      textStyle: { fontSize: 17, fontWeight: 600, color: color[verdict.outcome], fontFamily },
      subtextStyle: { fontSize: 12, lineHeight: 18, color: inks.quiet },
    },
  ];
}

function panelNames({ panels, left }: ChartLayout, load: ReportLoad | undefined): TitleComponentOption[] {
  const failed = `Failed requests a second: ${load?.failed === 0 ? "none" : `${countText(load?.failed ?? 0)} in all`}`;
  const names = ["Requests a second", failed, "Latency in ms: p99, and p50 below it"];
  return panels.map(({ top }, index) => ({
    text: names[index] ?? "",
    left: left - 4,
    top: top - 24,
    padding: 4,
    textStyle: { fontSize: 12, fontWeight: 500, color: inks.quiet, fontFamily },
  }));
}

/** One line of a picture; the page has it whole. */
function shortened(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length <= mostLetters ? line : `${line.slice(0, mostLetters - 1)}…`;
}
