import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseOldWorkers, parseProcessView } from "../../../components/haproxy/server-view";

/** Answers of HAProxy 2.6.12. */
function recorded(name: string): string {
  return readFileSync(join(__dirname, "recorded", name), "utf8");
}

describe("parseProcessView", () => {
  const view = parseProcessView(recorded("state-and-stats.txt"));

  it("joins state and statistics", () => {
    expect(view.backends).toEqual(["b"]);
    expect(view.rows).toHaveLength(3);
    expect(view.servers).toEqual([
      {
        backend: "b",
        name: "node1",
        address: "127.0.0.1:19001",
        status: "UP",
        admin: "ready",
        up: true,
        checkPassed: true,
        check: "L7OK/200 in 1 ms",
        sessions: 1,
        queued: 0,
        requests: 1,
        downs: 1,
      },
      {
        backend: "b",
        name: "node2",
        address: "127.0.0.1:19002",
        status: "MAINT",
        admin: "maint",
        up: false,
        checkPassed: false,
        check: "",
        sessions: 0,
        queued: 0,
        requests: 0,
        downs: 1,
      },
      {
        backend: "b",
        name: "node3",
        address: "127.0.0.1:19003",
        status: "DOWN",
        admin: "ready",
        up: false,
        checkPassed: false,
        check: "L4CON in 0 ms (Connection refused)",
        sessions: 0,
        queued: 0,
        requests: 0,
        downs: 1,
      },
    ]);
  });

  it.each([
    ["UP", true],
    ["UP 1/3", true],
    ["DRAIN", true],
    ["no check", true],
    ["DOWN", false],
    ["DOWN 1/2", false],
    ["MAINT", false],
    ["MAINT (via b/node1)", false],
  ])("takes %s for up: %s", (status, up) => {
    const text = recorded("state-and-stats.txt").replace(",0,0,UP,1,1,", `,0,0,${status},1,1,`);
    expect(parseProcessView(text).servers[0]?.up).toBe(up);
  });

  it("fails on an error message, and shows it", () => {
    expect(() => parseProcessView("Permission denied\n")).toThrow("no statistics, but: Permission denied");
  });
});

describe("parseOldWorkers", () => {
  it("reads clients and sessions of a worker that a reload left behind", () => {
    expect(parseOldWorkers(recorded("old-workers.txt"))).toEqual([
      {
        pid: 29246,
        clients: 1,
        sessions: new Map([
          ["b/node1", 1],
          ["b/node2", 0],
          ["b/node3", 0],
        ]),
      },
    ]);
  });

  it("reads none, and passes over one that ended before it was asked", () => {
    expect(parseOldWorkers("")).toEqual([]);
    expect(parseOldWorkers("worker 17\nCan't find the target PID matching the prefix '@!17'\n")).toEqual([]);
  });
});
