import { performance } from "node:perf_hooks";
import { metronome } from "./metronome";
import { type LoadOptions, planLoad } from "./options";
import { Recorder } from "./recorder";
import type { LoadReport, LoadSample } from "./report";
import { RequestSender } from "./request-sender";

/**
 * Drives load at a steady rate until its time is over or its signal is given, waits for what is in flight,
 * and reports. Fails only on options that can't be run; a request that fails is in the report.
 *
 * @param onSample is called about once a second, with what ended in the second before.
 */
export async function runLoad(
  options: LoadOptions,
  onSample?: (sample: LoadSample) => void,
): Promise<LoadReport> {
  const plan = planLoad(options);
  const signal = options.signal ?? new AbortController().signal;
  const startedAt = new Date();
  const start = performance.now();
  const recorder = new Recorder(plan, () => (performance.now() - start) / 1000, onSample);
  const sender = new RequestSender(plan, recorder);
  const clock = setInterval(() => recorder.advance(), 250);
  const { slow } = plan;
  try {
    await Promise.all([
      metronome(
        { everyMs: 1000 / plan.ratePerSec, count: Math.round(plan.seconds * plan.ratePerSec), signal },
        (index) => sender.send(index),
      ),
      slow &&
        metronome(
          { everyMs: slow.everySec * 1000, count: Math.ceil(plan.seconds / slow.everySec), signal },
          () => sender.sendSlow(slow.delayMs),
        ),
    ]);
    await sender.finished();
  } finally {
    clearInterval(clock);
    sender.close();
  }
  return recorder.report(startedAt, signal.aborted);
}
