import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readTakenRanges, takeRange } from "../../../sandbox/cli/taken-ranges";
import { planOtherRange } from "../../../sandbox/cli/vpc-range";
import { processStartTicks } from "../../../sandbox/process-identity";

const eth0 = { destination: "192.168.1.0/24", device: "eth0" };

describe("another range for the VPC", () => {
  it("is not needed where the wanted one is free", () => {
    expect(planOtherRange("10.41.0.0/16", [eth0], "w12345")).toBeUndefined();
  });

  it("is not needed for the sandbox's own network", () => {
    const own = { destination: "10.41.0.0/16", device: "w12345" };
    expect(planOtherRange("10.41.0.0/16", [eth0, own], "w12345")).toBeUndefined();
  });

  it("is the first free one, with the reason", () => {
    const known = [
      eth0,
      { destination: "10.41.7.0/24", device: "tun0" },
      { destination: "10.77.0.0/16", device: "wabcde" },
    ];
    expect(planOtherRange("10.41.0.0/16", known, "w12345")).toEqual({
      cidr: "10.78.0.0/16",
      reason: "10.41.0.0/16 overlaps 10.41.7.0/24, which this computer reaches through tun0",
    });
  });

  it("fails when this computer reaches all of 10.0.0.0/8 elsewhere", () => {
    const vpn = { destination: "10.0.0.0/8", device: "tun0" };
    expect(() => planOtherRange("10.41.0.0/16", [vpn], "w12345")).toThrow("every 10.N.0.0/16 is in use");
  });
});

describe("a range of a deployment that has only begun", () => {
  const cache = mkdtempSync(join(tmpdir(), "ranges-"));
  beforeAll(() => {
    process.env.WSO2_SANDBOX_CACHE = cache;
  });
  afterAll(() => {
    delete process.env.WSO2_SANDBOX_CACHE;
    rmSync(cache, { recursive: true });
  });

  it("is seen by the next one, and not by itself", () => {
    takeRange("w12345", "10.41.0.0/16");
    expect(readTakenRanges("w12345")).toEqual([]);
    const taken = readTakenRanges("wabcde");
    expect(taken).toEqual([{ destination: "10.41.0.0/16", device: "w12345" }]);
    expect(planOtherRange("10.41.0.0/16", taken, "wabcde")?.cidr).toBe("10.77.0.0/16");
  });

  it("is free once its process has ended", async () => {
    const child = spawn("sleep", ["60"]);
    writeFileSync(
      join(cache, "ranges/w12345"),
      `10.41.0.0/16 ${child.pid} ${processStartTicks(child.pid ?? 0)}\n`,
    );
    expect(readTakenRanges("wabcde")).toHaveLength(1);
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill();
    await ended;
    expect(readTakenRanges("wabcde")).toEqual([]);
  });
});
