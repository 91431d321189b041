import { metronome } from "../../../sandbox/load/metronome";

const never = () => new AbortController().signal;

test("beats keep their times from the start; what a slow beat delayed follows at once", async () => {
  const start = performance.now();
  const times: number[] = [];
  await metronome({ everyMs: 20, count: 10, signal: never() }, (index) => {
    times.push(performance.now() - start);
    while (index === 2 && performance.now() - start < 140);
  });
  expect(times).toHaveLength(10);
  expect(times.every((time, index) => time >= index * 20 - 1)).toBe(true);
  expect((times[6] ?? 0) - (times[3] ?? 0)).toBeLessThan(20);
});

test("a signal ends it between beats", async () => {
  const stopping = new AbortController();
  const beats: number[] = [];
  await metronome({ everyMs: 60_000, count: 5, signal: stopping.signal }, (index) => {
    beats.push(index);
    setImmediate(() => stopping.abort());
  });
  expect(beats).toEqual([0]);
});

test("with the signal given before, there is no beat", async () => {
  const beats: number[] = [];
  await metronome({ everyMs: 1, count: 5, signal: AbortSignal.abort() }, (index) => beats.push(index));
  expect(beats).toEqual([]);
});
