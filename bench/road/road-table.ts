/** Seconds of each preview, by what was previewed; the first two are what others are measured against. */
export type RoadTimes = Map<string, number[]>;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = sorted.length >> 1;
  const [low = 0, high = 0] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[middle]];
  return (low + high) / 2;
}

/** Medians, and ratios of medians within this run, as a Markdown table. */
export function renderPreviews(times: RoadTimes): string {
  const medians = [...times].map(([name, values]) => [name, median(values)] as const);
  const [empty = 1, one = 1] = medians.map(([, seconds]) => seconds);
  const rows = medians.map(([name, seconds]) => [
    name,
    seconds.toFixed(1),
    (seconds / empty).toFixed(2),
    (seconds / one).toFixed(2),
  ]);
  const turns = Math.max(...[...times.values()].map(({ length }) => length));
  return [
    `First preview, median of ${turns} in turns:`,
    "",
    "| | seconds | of an empty program | of one instance |",
    "|---|---|---|---|",
    ...rows.map((cells) => `| ${cells.join(" | ")} |`),
  ].join("\n");
}
