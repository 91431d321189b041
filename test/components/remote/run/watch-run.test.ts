import { once } from "node:events";
import { watchRun } from "../../../../components/remote/run/watch-run";

describe("watchRun", () => {
  it("aborts when the run ends under the command", async () => {
    let here = true;
    const { signal, stop } = watchRun({ isHere: () => here }, new AbortController().signal);
    here = false;
    await once(signal, "abort");
    expect(String(signal.reason)).toContain(
      "interrupted: the run that started this command was stopped or has ended",
    );
    stop();
  });

  it("aborts with the operator's signal", () => {
    const stopped = new AbortController();
    const { signal, stop } = watchRun({ isHere: () => true }, stopped.signal);
    expect(signal.aborted).toBe(false);
    stopped.abort(new Error("stopped by SIGTERM"));
    expect(String(signal.reason)).toContain("stopped by SIGTERM");
    stop();
  });
});
