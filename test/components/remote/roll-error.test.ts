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

  it("says what failed at each address of a name, where Node says nothing of the whole", () => {
    const both = new AggregateError([
      new Error("connect ECONNREFUSED ::1:22"),
      new Error("connect ETIMEDOUT 127.0.0.1:22"),
    ]);
    expect(renderFailure("status", both)).toContain(
      "  seen:     connect ECONNREFUSED ::1:22; connect ETIMEDOUT 127.0.0.1:22\n",
    );
  });

  it("keeps everything when more was seen", () => {
    const more = withSeen(error, "leave", "put back on haproxy1");
    expect(more.failure).toEqual({ ...error.failure, seen: "503 Service Unavailable; put back on haproxy1" });
  });
});
