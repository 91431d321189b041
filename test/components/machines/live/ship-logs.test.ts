import { execFileSync } from "node:child_process";
import { shipLogs } from "../../../../components/machines/live/ship-logs";
import { renderAgent } from "../../../../components/machines/logs/agent-script";
import type { LogPlan } from "../../../../components/machines/logs/log-plan";
import { planShapes } from "../../../../components/program/plan-schemas";
import { sayResult } from "../../../../components/program/say-result";
import { fakeContext } from "../../rolling/membership/fake-balancer";

const plan: LogPlan = {
  target: {
    ...{ name: "haproxy1", host: "127.0.0.1", port: 1, user: "admin", privateKey: "none" },
    hostKey: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJbBondpOGe3OVximkl3MhWNUi83NPV2egJeXMyph6yZ",
  },
  agent: { source: "https://agent.example/it's.deb", sha256: "ab".repeat(32) },
  logGroupName: "/wso2-prod",
  units: ["haproxy"],
  files: [],
};

describe("ship-logs", () => {
  it("says that nothing is sent where the machine can't be reached, and is no failure that would stop a roll", async () => {
    const context = fakeContext();
    const result = await shipLogs(context, plan, 0.3);
    expect(result).toMatchObject({ node: "haproxy1", failed: expect.stringMatching(/\S/) });
    expect(sayResult("ship-logs", result, "haproxy1")).toMatch(
      /^haproxy1 does NOT SEND its logs to \/wso2-prod: \S/,
    );
    expect(context.lines.join("\n")).toContain("are NOT SENT to /wso2-prod");
  });

  it("fails when the operator ends it", async () => {
    const signal = AbortSignal.abort(new Error("interrupted"));
    await expect(shipLogs({ ...fakeContext(), signal }, plan, 0.3)).rejects.toThrow("interrupted");
  });

  it("is a plan and a script that a shell can read", () => {
    expect(planShapes["ship-logs"](plan, "")).toEqual(plan);
    execFileSync("sh", ["-n"], { input: renderAgent(plan, 60) });
  });
});
