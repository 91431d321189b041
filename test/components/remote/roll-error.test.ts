import { RollError, renderFailure, withSeen } from "../../../components/remote/roll-error";

const error = new RollError({
  node: "node2",
  step: "start version 4.4.0",
  expected: "200 within 60 s",
  seen: "503 Service Unavailable",
  logLines: ["one", "two"],
});

describe("renderFailure", () => {
  it("says node, step, what was expected and seen, the log, and how to go on", () => {
    expect(renderFailure("start", error).split("\n")).toEqual([
      "roll start failed",
      "  node:     node2",
      "  step:     start version 4.4.0",
      "  expected: 200 within 60 s",
      "  seen:     503 Service Unavailable",
      "  last log lines:",
      "    one",
      "    two",
      "  next:     remove the cause, then `pulumi up` goes on from here; with the old values it goes back",
    ]);
  });

  it("renders any other error", () => {
    expect(renderFailure("status", new Error("broken"))).toContain("  seen:     broken\n");
  });

  it("keeps everything when more was seen", () => {
    const more = withSeen(error, "leave", "put back on haproxy1");
    expect(more.failure).toEqual({ ...error.failure, seen: "503 Service Unavailable; put back on haproxy1" });
  });
});
