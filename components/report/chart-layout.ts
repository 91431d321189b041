/** Where the parts of a chart are, in pixels. */
export interface ChartLayout {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly rowHeight: number;
  readonly rows: Panel;
  /** Requests, failures, latency; empty without a load. */
  readonly panels: readonly Panel[];
}

export interface Panel {
  readonly top: number;
  readonly height: number;
}

const width = 1120;
/** Title and how it is to be read, or nothing: then a page says it. */
const headerHeight = 90;
const legendHeight = 34;
const panelHeights = [92, 46, 92] as const;
/** Room for a panel's name above it. */
const panelGap = 40;
/** Room for the labels of a time axis. */
const timeLabels = 16;
const footer = 28;

/** @param longestName Letters of the longest machine's name. */
export function planLayout(facts: {
  rows: number;
  longestName: number;
  withLoad: boolean;
  withHeader: boolean;
}): ChartLayout {
  const rowHeight = facts.rows <= 6 ? 30 : facts.rows <= 16 ? 24 : 18;
  const top = (facts.withHeader ? headerHeight : 0) + legendHeight;
  const rows = { top, height: Math.max(1, facts.rows) * rowHeight };
  const panels: Panel[] = [];
  let end = rows.top + rows.height + (facts.withLoad ? timeLabels : 0);
  for (const height of facts.withLoad ? panelHeights : []) {
    panels.push({ top: end + panelGap, height });
    end += panelGap + height;
  }
  const left = Math.max(64, Math.min(200, 20 + facts.longestName * 7.5));
  return { width, height: end + footer, left, right: 24, rowHeight, rows, panels };
}

const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200, 86400];
const mostMarks = 14;

/** Ends of the time axis, and where its marks are: at whole steps of a clock that begins with the roll. */
export function planTimeAxis(fromSec: number, toSec: number): { min: number; max: number; marks: number[] } {
  const [min, max] = [Math.floor(fromSec), Math.max(Math.floor(fromSec) + 1, Math.ceil(toSec))];
  const step = steps.find((each) => (max - min) / each <= mostMarks) ?? Math.ceil((max - min) / mostMarks);
  const marks: number[] = [];
  for (let at = Math.ceil(min / step) * step; at <= max; at += step) marks.push(at === 0 ? 0 : at);
  return { min, max, marks };
}
