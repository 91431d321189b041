import { spawn } from "node:child_process";
import { once } from "node:events";
import { identifyProcess, isRunning, processStartedAtMs } from "../../sandbox/process-identity";

const onLinux = process.platform === "linux" ? it : it.skip;

onLinux("knows a process while it lives, and not after", async () => {
  const child = spawn("sleep", ["60"]);
  const identity = identifyProcess(child.pid ?? 0);
  if (!identity) throw new Error("the child is not found");
  expect(isRunning(identity.pid, identity.startTicks)).toBe(true);
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(isRunning(identity.pid, identity.startTicks)).toBe(false);
  expect(identifyProcess(identity.pid)).toBeUndefined();
});

onLinux("takes no other process with the same pid for it", () => {
  expect(isRunning(process.pid, 1)).toBe(false);
});

onLinux("knows when a process started", () => {
  const startedAtMs = Date.now() - process.uptime() * 1000;
  expect(Math.abs((processStartedAtMs(process.pid) ?? 0) - startedAtMs)).toBeLessThan(2_000);
  expect(processStartedAtMs(999999999)).toBeUndefined();
});
