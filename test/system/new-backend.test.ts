import type { ChildProcess } from "node:child_process";
import { writeFileSync } from "node:fs";
import type { HaproxyBackend, HaproxyConfig } from "../../components/haproxy/config-model";
import { planBackends, stateOf, withServers } from "../../components/haproxy/plan-backends";
import { renderHaproxyConfig } from "../../components/haproxy/render-config";
import { parseServersState, renderServersState } from "../../components/haproxy/server-state";
import { pollUntil } from "../../sandbox/elb/poll-until";
import { exampleConfig } from "../components/haproxy/example-config";
import { freePort } from "../support/free-port";
import { describeHaproxies } from "../support/haproxies";
import { ForeignHaproxy, sendRequests, startNode } from "./support/foreign-haproxy";

describeHaproxies("a backend that is added while requests come: $title", ({ program }) => {
  const haproxy = new ForeignHaproxy(program);
  const servers: { close(): void; closeAllConnections(): void }[] = [];
  const ends: (() => Promise<unknown>)[] = [];
  let [port, ready] = [0, 0];
  let nodes: { name: string; address: string; port: number }[] = [];
  let process_: ChildProcess;

  const backend = (name: string): HaproxyBackend => ({
    name,
    check: {
      ...{ scheme: "http", path: "/", host: "ei.example" },
      ...{ intervalSec: 2, fastIntervalSec: 0.5, fall: 3, rise: 2 },
    },
    servers: nodes,
  });
  const config = (change: Partial<HaproxyConfig>): HaproxyConfig => ({
    ...exampleConfig,
    frontends: [{ name: "front", port }],
    backend: backend("first"),
    ...{ readinessPort: ready, socketPath: haproxy.path("admin.sock"), stateFile: haproxy.path("state") },
    ...change,
  });
  const text = (wanted: HaproxyConfig) =>
    renderHaproxyConfig(wanted)
      .split("\n")
      .filter((line) => !/^ {4}(user|group|chroot) /.test(line))
      .join("\n")
      .replace(" group haproxy", "")
      // There, a master hands its sockets on; here, one process to the next.
      .replace(/^( *stats socket .*)$/m, "$1 expose-fd listeners");
  const states = async () => {
    const rows = (await haproxy.ask("show stat")).split("\n").map((line) => line.split(","));
    return rows.flatMap(([group, name, ...rest]) =>
      /^node/.test(name ?? "") ? [`${group}/${name} ${rest[15]}`] : [],
    );
  };

  beforeAll(async () => {
    const made = await Promise.all([startNode(), startNode(), startNode()]);
    servers.push(...made.map(({ server }) => server));
    nodes = made.map((node, index) => ({ name: `node${index + 1}`, address: "127.0.0.1", port: node.port }));
    [port, ready] = [await freePort(), await freePort()];
    await haproxy.ready();
    writeFileSync(haproxy.path("state"), renderServersState([]));
    process_ = await haproxy.start(text(config({})));
    await pollUntil(
      "all UP",
      20,
      async () => (await states()).every((each) => each.endsWith(" UP")) || undefined,
    );
  });
  afterAll(async () => {
    await Promise.all(ends.map((end) => end()));
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
    await haproxy.end();
  });

  it("answers every request from its first moment, and leaves out who is out elsewhere", async () => {
    await haproxy.ask("set server first/node3 state maint");
    const routes = [{ paths: ["/"], backend: "second" }];
    const wanted = config({ backends: [backend("second")], frontends: [{ name: "front", port, routes }] });
    const running = parseServersState(await haproxy.ask("show servers state"));
    const plans = planBackends({ config: wanted, running, peers: [] });
    writeFileSync(haproxy.path("state"), renderServersState(stateOf(plans)));
    const end = sendRequests(port);
    ends.push(end);
    await haproxy.start(text(withServers(wanted, plans)), [process_]);
    expect((await states()).slice(3).map((each) => each.split(" ")[1])).toEqual(["UP", "UP", "MAINT"]);
    await pollUntil("checks of the new backend", 20, async () =>
      /^second,node1,.*,L7OK,/m.test(await haproxy.ask("show stat")) ? true : undefined,
    );
    expect(Object.keys(await end())).toEqual(["200"]);
  });
});
