import type { ChildProcess } from "node:child_process";
import { type ClientRequest, get } from "node:http";
import { connect } from "node:net";
import type { HaproxyMember } from "../../components/haproxy/haproxy-member";
import { rooms } from "../../components/program/rooms";
import { SshPool } from "../../components/remote/ssh/pool";
import { checkMembers } from "../../components/rolling/membership/check-members";
import { join } from "../../components/rolling/membership/join";
import { leave } from "../../components/rolling/membership/leave";
import type { MembershipPlan } from "../../components/rolling/membership/plans";
import { seeOut } from "../../components/rolling/membership/see-out";
import { fakeContext, fakeRun } from "../components/rolling/membership/fake-balancer";
import { freePort } from "../support/free-port";
import { describeHaproxies } from "../support/haproxies";
import { ForeignHaproxy, sendRequests, startNode } from "./support/foreign-haproxy";

/** The real HAProxy, with what other people write in its configuration. */
describeHaproxies("a HAProxy whose configuration is not ours: $title", ({ program }) => {
  const haproxy = new ForeignHaproxy(program);
  const pool = new SshPool();
  const ports: number[] = [];
  const servers: { close(): void; closeAllConnections(): void }[] = [];
  let config = "";
  let process_: ChildProcess;

  beforeAll(async () => {
    const nodes = await Promise.all([startNode(), startNode()]);
    servers.push(...nodes.map(({ server }) => server));
    const [a, b] = nodes.map(({ port }) => port);
    const [api, console, tracking, lonely] = await Promise.all([1, 2, 3, 4].map(freePort));
    ports.push(...[api, console, tracking, lonely].map(Number));
    config = `
global
  stats socket @FOLDER@/admin.sock mode 600 level admin expose-fd listeners
  stats socket @FOLDER@/operator.sock mode 600 level operator
  stats socket @FOLDER@/user.sock mode 600 level user
defaults
  mode http
  option socket-stats
  timeout connect 2s
  timeout client 30s
  timeout server 30s
  default-server inter 1s fastinter 100 downinter 100 rise 2 fall 2
listen api
  bind 127.0.0.1:${api}
  option httpchk GET /
  server a 127.0.0.1:${a} check disabled
  server b 127.0.0.1:${b} check
  server standby 127.0.0.1:${b} check backup
  server-template free 3 127.0.0.1:1 check disabled
listen console
  bind 127.0.0.1:${console}
  server web-a 127.0.0.1:${a}
  server web-b 127.0.0.1:${b}
listen tracking
  bind 127.0.0.1:${tracking}
  server t-a 127.0.0.2:${a} track api/a
  server t-b 127.0.0.1:${b} track api/b
listen lonely
  bind 127.0.0.1:${lonely}
  server only-a 127.0.0.1:${a}
`;
    await haproxy.ready();
    process_ = await haproxy.start(config);
    await haproxy.ask("set server api/a state ready");
  });

  afterAll(async () => {
    await pool.close();
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
    await haproxy.end();
  });

  /** The run before is over, with whatever it has left. */
  const context = (run = "1") => ({ ...fakeContext({ run: fakeRun(run, ["1"]) }), pool, rooms });
  const member = (change: Partial<HaproxyMember> = {}): HaproxyMember => ({
    ...{
      kind: "haproxy",
      balancer: "lb1",
      ssh: haproxy.ssh.target({ name: "lb1" }),
      backend: "api",
      server: "a",
    },
    socketPath: haproxy.path("admin.sock"),
    leaveAlone: ["lonely"],
    ...change,
  });
  const plan = (change: Partial<HaproxyMember> = {}, drain = {}): MembershipPlan => ({
    node: "a",
    members: [member(change)],
    floor: { maxUnavailable: 1 },
    drain: { quietSec: 0.2, sessionTimeoutSec: 0.5, inFlightTimeoutSec: 10, ...drain },
    join: { upTimeoutSec: 10, stableSec: 0.5 },
  });
  const states = async () => {
    const text = await haproxy.ask("show stat");
    const rows = text.split("\n").map((line) => line.split(","));
    const status = (backend: string, server: string) =>
      rows.find(([group, name]) => group === backend && name === server)?.[17];
    return [
      status("api", "a"),
      status("console", "web-a"),
      status("tracking", "t-a"),
      status("lonely", "only-a"),
    ];
  };
  const inService = ["UP", "no check", "UP", "no check"];

  it("is proven before anything moves: a backend that would be without any server", async () => {
    const nodes = [{ node: "a", members: [member({ leaveAlone: [] })] }];
    await expect(checkMembers(context(), { nodes })).rejects.toThrow(
      /a on lb1 \(lonely\/only-a\): no other server is there/,
    );
    await expect(leave(context(), plan({ leaveAlone: [] }))).rejects.toThrow(
      /lb1 \(lonely\/only-a\): 0 UP \(none\)/,
    );
    expect(await states()).toEqual(inService);
    expect(await checkMembers(context(), { nodes: [{ node: "a", members: [member()] }] })).toEqual({
      nodes: ["a"],
    });
  });

  it.each(["operator", "user"])("is proven before anything moves: a socket of level %s", async (level) => {
    const socketPath = haproxy.path(`${level}.sock`);
    await expect(leave(context(), plan({ socketPath }))).rejects.toThrow(
      /prove that it can leave and come back: .*can't set a server's state: Permission denied/,
    );
    expect(await states()).toEqual(inService);
  });

  it("lets a node go and come back by all its lines, and loses no request", async () => {
    const ends = ports.slice(0, 2).map(sendRequests);
    await leave(context(), plan());
    expect(await states()).toEqual(["MAINT", "MAINT", "MAINT (via api/a)", "no check"]);
    await seeOut(context(), "a", [member()], plan());
    await join(context(), plan());
    expect(await states()).toEqual(inService);
    for (const counts of await Promise.all(ends.map((end) => end())))
      expect(Object.keys(counts)).toEqual(["200"]);
  });

  it("stops no node that something has enabled again; the next run has it leave", async () => {
    await leave(context(), plan());
    await haproxy.ask("set server console/web-a state ready");
    await expect(seeOut(context(), "a", [member()], plan())).rejects.toThrow(
      "lb1 (console/web-a) has it no check: something else enabled it there",
    );
    const next = context("2");
    await seeOut(next, "a", [member()], plan());
    expect((await states()).slice(0, 2)).toEqual(["MAINT", "MAINT"]);
    await join(next, plan());
    expect(await states()).toEqual(inService);
  });

  it("joins no node of weight 0, and lets none go that could not come back", async () => {
    await haproxy.ask("set server api/a weight 0%");
    const weightless = /weight 0/;
    await expect(join(context("2"), plan())).rejects.toThrow(weightless);
    await expect(leave(context("2"), plan())).rejects.toThrow(weightless);
    expect(await states()).toEqual(inService);
    await haproxy.ask("set server api/a weight 100%");
  });

  it("shuts a slow client down after the limit, and not without one", async () => {
    await haproxy.ask("set server api/b state maint;set server api/standby state maint");
    let ended: Promise<void> | undefined;
    const slow: ClientRequest = get({ host: "127.0.0.1", port: ports[0], path: "/slow" }, (response) => {
      response.resume();
      ended = new Promise((resolve) => response.once("close", resolve));
    });
    slow.on("error", () => undefined);
    await new Promise((resolve) => slow.once("response", resolve));
    await haproxy.ask("set server api/b state ready;set server api/standby state ready");
    await expect(leave(context("2"), plan({}, { inFlightTimeoutSec: 1 }))).rejects.toThrow(
      "expected none within 1 s of maint, saw 1 on lb1; put back",
    );
    const { lines, ...rest } = context("2");
    await leave({ ...rest, belowFloorAllowed: true }, plan({}, { shutdownSessionsAfterSec: 1 }));
    await ended;
    expect(lines.join("\n")).toContain("1 on lb1, after 1 s (shutdownSessionsAfterSec)");
    await join(context("2"), plan());
  });

  it("lets the process that a reload left behind go first", async () => {
    const idle = connect(Number(ports[0]), "127.0.0.1");
    idle.on("error", () => undefined);
    idle.write("GET / HTTP/1.1\r\nHost: a\r\n\r\nGET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
    await new Promise((resolve) => idle.once("data", resolve));
    const old = process_;
    process_ = await haproxy.start(config, [old]);
    await haproxy.ask("set server api/a state ready");
    const gone = new Promise((resolve) => old.once("exit", resolve));
    const { lines, ...rest } = context("2");
    let isOver = false;
    const left = leave(rest, plan()).finally(() => {
      isOver = true;
    });
    while (!isOver && !lines.some((line) => line.includes("from before a reload: 1 on lb1"))) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    // A process that has just begun shows how many checks it still waits for: UP 1/2.
    expect((await states())[0]).toMatch(/^UP/);
    idle.destroy();
    await left;
    await gone;
    expect((await states())[0]).toBe("MAINT");
  });
});
