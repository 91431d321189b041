import { spawn } from "node:child_process";
import { once } from "node:events";
import { identifyProcess, isAlive } from "../../../sandbox/machines/process-identity";

const onLinux = process.platform === "linux" ? it : it.skip;

onLinux("knows a process while it lives, and not after", async () => {
  const child = spawn("sleep", ["60"]);
  const identity = identifyProcess(child.pid ?? 0);
  if (!identity) throw new Error("the child is not found");
  expect(isAlive(identity)).toBe(true);
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(isAlive(identity)).toBe(false);
  expect(identifyProcess(identity.pid)).toBeUndefined();
});

onLinux("takes no other process with the same pid for it", () => {
  expect(isAlive({ pid: process.pid, startTime: "1" })).toBe(false);
});
