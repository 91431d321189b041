import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  parseProcStat,
  parsePsLine,
  readPlace,
  readProcess,
} from "../../../../components/remote/run/process-table";

const stat = (state: string) =>
  `7 (a) b (c) ${state} 3 7 7 0 -1 4194304 1 0 0 0 0 0 0 0 20 0 1 0 8812345 2500000 300 18446744073709551615`;

describe("process table", () => {
  it("reads a process of Linux whatever its name holds", () => {
    expect(parseProcStat(7, stat("S"))).toEqual({ pid: 7, parent: 3, name: "a) b (c", started: "8812345" });
  });

  it.each(["Z", "X"])("takes one in state %s for gone", (state) => {
    expect(parseProcStat(7, stat(state))).toBeUndefined();
  });

  it("takes what is no such text for gone", () => {
    expect(parseProcStat(7, "")).toBeUndefined();
    expect(parsePsLine(7, "")).toBeUndefined();
  });

  it.each([
    ["S 501 Wed Nov 25 12:00:03 2026     /usr/local/bin/pulumi\n", "pulumi"],
    ["Ss+    501 Wed Nov  5 12:00:03 2026 -zsh", "zsh"],
  ])("reads a process of ps: %s", (line, name) => {
    const started = line.includes(" 25 ") ? "Wed_Nov_25_12:00:03_2026" : "Wed_Nov_5_12:00:03_2026";
    expect(parsePsLine(9, line)).toEqual({ pid: 9, parent: 501, name, started });
  });

  it("takes a process of ps that has ended and was not waited for as gone", () => {
    expect(parsePsLine(9, "Z 501 Wed Nov 25 12:00:03 2026 <defunct>")).toBeUndefined();
  });

  it("tells a live process from the one before it, and sees it go", async () => {
    const child = spawn("sleep", ["60"]);
    const pid = child.pid ?? 0;
    const facts = readProcess(pid);
    expect(facts).toMatchObject({ pid, parent: process.pid });
    expect(readProcess(pid)).toEqual(facts);
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(readProcess(pid)).toBeUndefined();
  });

  it("has one name for this place", () => {
    expect(readPlace()).toMatch(/^\S+$/);
    expect(readPlace()).toBe(readPlace());
  });
});
