import { writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { HaproxyBackend, HaproxyConfig } from "../../components/haproxy/config-model";
import type { HaproxyMember } from "../../components/haproxy/haproxy-member";
import { renderHaproxyConfig } from "../../components/haproxy/render-config";
import { renderServersState } from "../../components/haproxy/server-state";
import { rooms } from "../../components/program/rooms";
import { SshPool } from "../../components/remote/ssh/pool";
import { join } from "../../components/rolling/membership/join";
import { leave } from "../../components/rolling/membership/leave";
import type { MembershipPlan } from "../../components/rolling/membership/plans";
import { seeOut } from "../../components/rolling/membership/see-out";
import { status } from "../../components/rolling/membership/status";
import { exampleConfig } from "../components/haproxy/example-config";
import { fakeContext, fakeRun } from "../components/rolling/membership/fake-balancer";
import { freePort } from "../support/free-port";
import { haproxies } from "../support/haproxies";
import { ForeignHaproxy, sendRequests } from "./support/foreign-haproxy";

const nodes = ["127.0.10.1", "127.0.10.2"] as const;
const backends = ["console", "gateway"] as const;

/** A node of an API Manager: its console and its gateway open when they are ready, each in its own time. */
describe("a node in two backends of a tier", () => {
  const haproxy = new ForeignHaproxy(haproxies.at(-1)?.program ?? "haproxy");
  const pool = new SshPool();
  const running = new Map<string, Server>();
  const ports: Record<string, number> = {};

  const open = (node: number, kind: string) => {
    const server = createServer((_, response) => response.end("ok"));
    running.set(`${kind}/node${node}`, server);
    return new Promise<void>((resolve) => server.listen(ports[kind], nodes[node - 1], resolve));
  };
  const close = (line: string) => {
    running.get(line)?.closeAllConnections();
    return new Promise((resolve) => running.get(line)?.close(resolve));
  };

  beforeAll(async () => {
    const names = [...backends, "console-front", "gateway-front", "ready"];
    for (const name of names) ports[name] = await freePort();
    await Promise.all([1, 2].flatMap((node) => backends.map((kind) => open(node, kind))));
    const backend = (name: string): HaproxyBackend => ({
      name,
      check: {
        ...{ scheme: "http", path: "/", host: "apim.example" },
        ...{ intervalSec: 0.2, fastIntervalSec: 0.1, fall: 2, rise: 2 },
      },
      servers: nodes.map((address, index) => ({
        ...{ name: `node${index + 1}`, address, port: ports[name] ?? 0 },
      })),
    });
    const config: HaproxyConfig = {
      ...exampleConfig,
      frontends: backends.map((name) => ({
        ...{ name: `${name}-front`, port: ports[`${name}-front`] ?? 0, backend: name },
      })),
      backend: backend("console"),
      backends: [backend("gateway")],
      readinessPort: ports.ready ?? 0,
      socketPath: haproxy.path("admin.sock"),
      stateFile: haproxy.path("state"),
    };
    writeFileSync(config.stateFile, renderServersState([]));
    const text = renderHaproxyConfig(config)
      .split("\n")
      .filter((line) => !/^ {4}(user|group|chroot) /.test(line))
      .join("\n")
      .replace(" group haproxy", "");
    await haproxy.ready();
    await haproxy.start(text);
    await until("UP UP UP UP");
  });
  afterAll(async () => {
    await pool.close();
    await Promise.all([...running.keys()].map(close));
    await haproxy.end();
  });

  const states = async () => {
    const rows = (await haproxy.ask("show stat")).split("\n").map((line) => line.split(","));
    const status = (backend: string, server: string) =>
      rows.find(([group, name]) => group === backend && name === server)?.[17];
    return backends.flatMap((each) => [status(each, "node1"), status(each, "node2")]).join(" ");
  };
  const until = async (wanted: string) => {
    for (let look = 0; look < 200 && (await states()) !== wanted; look++)
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await states()).toBe(wanted);
  };

  const member = (backend: string, isFurther: boolean): HaproxyMember => ({
    ...{ kind: "haproxy", balancer: "haproxy1", ssh: haproxy.ssh.target({ name: "haproxy1" }) },
    ...{
      socketPath: haproxy.path("admin.sock"),
      backend,
      server: "node1",
      ...(isFurther ? { isFurther, title: `haproxy1 (${backend})` } : {}),
    },
  });
  const members = () => [member("console", false), member("gateway", true)];
  const plan = (change: Partial<MembershipPlan> = {}): MembershipPlan => ({
    ...{ node: "node1", members: members(), floor: { maxUnavailable: 1 } },
    drain: { quietSec: 0.2, sessionTimeoutSec: 1, inFlightTimeoutSec: 10 },
    join: { upTimeoutSec: 10, stableSec: 0.5 },
    ...change,
  });
  const context = (run: string) => ({
    ...fakeContext({ run: fakeRun(run, ["1", "2", "3", "4", "5"]) }),
    pool,
    rooms,
  });

  it("leaves both, is back when each one's own check has passed, and no request is lost", async () => {
    const ends = backends.map((name) => sendRequests(ports[`${name}-front`] ?? 0));
    const first = context("1");
    await leave(first, plan());
    expect(await states()).toBe("MAINT UP MAINT UP");
    await seeOut(first, "node1", members(), plan());
    await Promise.all(backends.map((kind) => close(`${kind}/node1`)));
    await open(1, "console");
    let isBack = false;
    const back = join(first, plan()).then(() => {
      isBack = true;
    });
    await until("UP UP DOWN UP");
    expect(isBack).toBe(false);
    await open(1, "gateway");
    await back;
    expect(await states()).toBe("UP UP UP UP");
    expect(first.lines.join("\n")).toContain("haproxy1 haproxy1 (gateway/node1)");
    const counts = await Promise.all(ends.map((end) => end()));
    expect(counts.map((each) => Object.keys(each))).toEqual([["200"], ["200"]]);
  });

  it("stays out of both when one of them does not pass its check", async () => {
    const first = context("2");
    await leave(first, plan());
    await close("gateway/node1");
    const short = plan({ join: { upTimeoutSec: 1.5, stableSec: 0.5 } });
    await expect(join(first, short)).rejects.toThrow(/haproxy1 \(gateway\/node1\) DOWN/);
    expect(await states()).toBe("MAINT UP MAINT UP");
    const told = await status(first, { nodes: [{ node: "node1", members: members() }] });
    expect(told).toMatchObject({
      nodes: [{ balancers: [{ balancer: "haproxy1" }, { balancer: "haproxy1 (gateway)", admin: "maint" }] }],
    });
    await open(1, "gateway");
    await join(first, plan());
    expect(await states()).toBe("UP UP UP UP");
  });

  it("is kept where the other node could not carry one of them", async () => {
    await haproxy.ask("set server gateway/node2 state maint");
    await expect(leave(context("3"), plan())).rejects.toThrow(/haproxy1 \(gateway\/node1\): 0 UP/);
    expect(await states()).toBe("UP UP UP MAINT");
    await haproxy.ask("set server gateway/node2 state ready");
    await until("UP UP UP UP");
  });

  it("leaves by a plan from before, when one of its backends is in the configuration no more", async () => {
    const gone = [...members(), member("portal", true)];
    const old = context("4");
    await leave(old, plan({ members: gone }));
    expect(old.lines.join("\n")).toContain("SKIPPED, no such backend any more: haproxy1 (portal/node1)");
    expect(await states()).toBe("MAINT UP MAINT UP");
    await join(old, plan());
    const first = plan({ members: [member("portal", false)] });
    await expect(leave(context("5"), first)).rejects.toThrow(/find the backend/);
  });

  it("leaves both by a plan from before the second one was", async () => {
    const before = context("6");
    await leave(before, plan({ members: members().slice(0, 1) }));
    expect(await states()).toBe("MAINT UP MAINT UP");
    await join(before, plan());
    expect(await states()).toBe("UP UP UP UP");
  });
});
