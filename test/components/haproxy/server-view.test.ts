import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseOldWorkers, parseProcessView } from "../../../components/haproxy/server-view";
import { renderProcess } from "./render-process";

/** Answers of HAProxy 2.6.12, of other modes of 3.2.26. */
function recorded(name: string): string {
  return readFileSync(join(__dirname, "recorded", name), "utf8");
}

describe("parseProcessView", () => {
  const view = parseProcessView(recorded("state-and-stats.txt"));
  const plain = { fqdn: "", weightless: false, agent: false, backup: false, checked: true, tracks: "" };

  it("joins state and statistics", () => {
    expect(view.backends).toEqual(["b"]);
    expect(view.rows).toHaveLength(3);
    expect(view.servers).toEqual([
      {
        backend: "b",
        name: "node1",
        ...{ address: "127.0.0.1", port: 19001, ...plain },
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
        ...{ address: "127.0.0.1", port: 19002, ...plain },
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
        ...{ address: "127.0.0.1", port: 19003, ...plain },
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

  const server = (change: Parameters<typeof renderProcess>[0][number]) =>
    parseProcessView(renderProcess([change])).servers[0];

  it.each([
    ["0", "DOWN", false],
    ["1", "UP", true],
    ["2", "UP", true],
    ["2", "no check", true],
    // 404 where `disable-on-404` stands.
    ["3", "NOLB", false],
  ])("takes srv_op_state %s, %s, for up: %s", (operation, status, up) => {
    expect(server({ srv_op_state: operation, status })?.up).toBe(up);
  });

  it.each([
    ["0", "ready", true],
    // `disabled` in the file, enabled since.
    ["4", "ready", true],
    ["5", "maint", false],
    ["2", "maint", false],
    ["32", "ready", false],
    ["8", "drain", true],
    ["16", "drain", true],
    ["64", "ready", true],
  ])("takes srv_admin_state %s for %s, up: %s", (flags, admin, up) => {
    expect(server({ srv_admin_state: flags, srv_fqdn: "app.local" })).toMatchObject({ admin, up });
  });

  it("takes a check under way for its last result", () => {
    expect(server({ check_status: "* L7OK" })).toMatchObject({ checkPassed: true, check: "L7OK" });
    expect(server({ check_status: "* L7STS" })).toMatchObject({ checkPassed: false });
    expect(server({ check_status: "INI" })).toMatchObject({ checkPassed: false });
  });

  it("takes the word of a tracked server, of an agent and of nobody for a server without checks", () => {
    const unchecked = { srv_check_state: "0", check_status: "" };
    expect(server({ ...unchecked, tracked: "b/x" })).toMatchObject({
      checked: false,
      checkPassed: true,
      tracks: "b/x",
    });
    expect(server({ ...unchecked, status: "no check" })).toMatchObject({ checkPassed: true });
    expect(
      server({ ...unchecked, srv_op_state: "0", status: "DOWN (agent)", agent_status: "L7STS" }),
    ).toMatchObject({
      checkPassed: false,
      agent: true,
    });
  });

  it("sees weight 0 and backups", () => {
    expect(server({ weight: "0" })).toMatchObject({ weightless: true });
    expect(server({ bck: "1" })).toMatchObject({ backup: true, weightless: false });
  });

  it("says of a value that no HAProxy has what it is, and takes such a server for nothing", () => {
    expect(server({ srv_admin_state: "128" })).toMatchObject({
      up: false,
      unclear: 'b/s1: srv_admin_state is "128", which no HAProxy from 1.8 to 3.4 says',
    });
    expect(server({ status: "GONE" })?.unclear).toContain('status is "GONE"');
    expect(server({ check_status: "L9" })?.unclear).toContain('check_status is "L9"');
  });

  it("knows servers by their type: a listener or a server called BACKEND is what it is", () => {
    const text = renderProcess([{ name: "s1" }, { name: "sock-1", type: "3" }, { name: "FRONTEND" }]);
    expect(parseProcessView(text).servers.map(({ name }) => name)).toEqual(["s1", "FRONTEND"]);
  });

  it("reads HAProxy 3.2 with backends for logs and for agents, dynamic cookies and states to begin with", () => {
    const { pid, backends, servers } = parseProcessView(recorded("other-modes.txt"));
    expect([pid, backends]).toEqual([2920, ["app", "logs", "agents"]]);
    expect(
      servers.map(({ backend, name, status, admin, up, unclear }) => [
        ...[`${backend}/${name}`, status, admin, up],
        ...(unclear === undefined ? [] : [unclear]),
      ]),
    ).toEqual([
      ["app/a", "UP", "ready", true],
      ["app/b", "DOWN", "ready", false],
      // Disabled at the place of another one, app/c is nobody's.
      ["logs/l1", "no check", "ready", true],
      ["logs/l2", "no check", "ready", true],
      ["agents/s1", "UP", "ready", true],
      ["agents/s2", "no check", "ready", true],
    ]);
  });

  it("reads who answers", () => {
    expect(parseProcessView(`Name: HAProxy\nNbproc: 1\nPid: 4711\n\n${renderProcess([{}])}`).pid).toBe(4711);
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
