import type { LoadSample } from "../../../sandbox/load";
import { SampleSeries } from "../../../sandbox/load/sample-series";

test("each second has its own sums, also one in which nothing ended", () => {
  const seen: LoadSample[] = [];
  const series = new SampleSeries((sample) => seen.push(sample));
  series.add(0.1, { failed: false, node: "node1", latencyMs: 4 });
  series.add(0.9, { failed: false, node: "node2", latencyMs: 8.04 });
  series.add(0.95, { failed: true });
  expect(seen).toEqual([]);
  series.add(2.0, { failed: false, node: "node1" });
  expect(seen).toHaveLength(2);
  series.closeAll(2.5);
  expect(series.samples).toEqual([
    { t: 0, requests: 3, failures: 1, p50Ms: 4, p99Ms: 8, perNode: { node1: 1, node2: 1 } },
    { t: 1, requests: 0, failures: 0, p50Ms: null, p99Ms: null, perNode: {} },
    { t: 2, requests: 1, failures: 0, p50Ms: null, p99Ms: null, perNode: { node1: 1 } },
  ]);
  expect(seen).toEqual(series.samples);
});

test("p50 and p99 are the slowest of fifty and of ninety-nine of a hundred", () => {
  const series = new SampleSeries();
  for (let ms = 1; ms <= 200; ms += 1) series.add(0, { failed: false, latencyMs: ms });
  series.closeAll(1);
  expect(series.samples[0]).toMatchObject({ p50Ms: 100, p99Ms: 198 });
});
