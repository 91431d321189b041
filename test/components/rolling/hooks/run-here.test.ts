import execa from "execa";
import { runHere } from "../../../../components/rolling/hooks/run-here";

describe("runHere", () => {
  const never = new AbortController().signal;
  const hook = { name: "smoke test", on: "operator", timeoutSec: 20 } as const;

  it("runs a line of shell with the variables of the roll", async () => {
    const command = 'echo "$WSO2_NODE at $WSO2_ADDRESS"; echo told >&2; exit 3';
    const run = await runHere({ ...hook, command }, { WSO2_NODE: "node1", WSO2_ADDRESS: "10.0.0.1" }, never);
    expect(run.code).toBe(3);
    expect(run.output).toContain("node1 at 10.0.0.1\n");
    expect(run.output).toContain("told\n");
  });

  it("ends the command and what it started when the time is over", async () => {
    const command = "sleep 300 & echo $!; wait";
    const { code, output } = await runHere({ ...hook, command, timeoutSec: 0.3 }, {}, never);
    expect(code).toBeUndefined();
    // A zombie has ended too: it waits for its parent only.
    const { stdout } = await execa("ps", ["-o", "stat=", "-p", output.trim()], { reject: false });
    expect(stdout.trim()).toMatch(/^(Z.*)?$/);
  });

  it("fails when the roll is stopped meanwhile", async () => {
    const stopped = new AbortController();
    const running = runHere({ ...hook, command: "sleep 300" }, {}, stopped.signal);
    stopped.abort(new Error("stopped by SIGTERM"));
    await expect(running).rejects.toThrow("stopped by SIGTERM");
  });
});
