import type { HaproxyBackend } from "../../../components/haproxy/config-model";
import {
  adminByName,
  type BackendPlan,
  planBackends,
  stateOf,
  withServers,
} from "../../../components/haproxy/plan-backends";
import { type AdminState, adminBits, type ServerStateRow } from "../../../components/haproxy/server-state";
import { exampleBackend, exampleConfig } from "./example-config";

const addresses: Record<string, string> = { node1: "10.0.1.10", node2: "10.0.2.10", node3: "10.0.3.10" };
const line = (backend: string, name: string, admin: AdminState, change: ServerStateRow = {}) => ({
  ...{ be_name: backend, srv_name: name, srv_addr: addresses[name] ?? "", srv_port: "8243" },
  ...{ srv_op_state: "2", srv_admin_state: adminBits(admin) },
  ...change,
});
const backend = (name: string, port: number, change: Partial<HaproxyBackend> = {}): HaproxyBackend => ({
  ...exampleBackend,
  name,
  servers: ["node1", "node2"].map((key) => ({ name: key, address: addresses[key] ?? "", port })),
  ...change,
});
const config = { ...exampleConfig, backend: backend("console", 9443), backends: [backend("gateway", 8243)] };
const plan = (running: ServerStateRow[], peers: ServerStateRow[][] = [], nameBefore?: string) =>
  Object.fromEntries(adminByName(planBackends({ config, running, peers, nameBefore })));

describe("planBackends", () => {
  it("starts all in maint where nobody knows any", () => {
    expect(plan([])).toEqual({
      ...{ node1: "maint", node2: "maint" },
      ...{ "gateway/node1": "maint", "gateway/node2": "maint" },
    });
  });

  it("keeps what each backend has by itself", () => {
    const running = [
      ...[line("console", "node1", "ready"), line("console", "node2", "drain")],
      ...[line("gateway", "node1", "maint"), line("gateway", "node2", "ready")],
    ];
    expect(plan(running)).toEqual({
      ...{ node1: "ready", node2: "drain" },
      ...{ "gateway/node1": "maint", "gateway/node2": "ready" },
    });
  });

  it("begins a backend that is new as the same nodes are in the others, the one further out when they differ", () => {
    const running = [
      ...[line("console", "node1", "ready"), line("console", "node2", "ready")],
      line("portal", "node2", "maint"),
    ];
    expect(plan(running)).toMatchObject({ "gateway/node1": "ready", "gateway/node2": "maint" });
  });

  it("begins it UP where another backend has the same port of the node in service", () => {
    const port = String(config.backends?.[0]?.servers[0]?.port);
    const begun = (name: string, state: AdminState, more: Record<string, string>) => {
      const running = [line("console", name, state, more)];
      const { state: rows } = planBackends({ config, running, peers: [] })[1] as BackendPlan;
      const row = rows.find(({ srv_name }) => srv_name === name);
      return [row?.srv_op_state, row?.srv_check_health];
    };
    const { rise = 0, fall = 0 } = config.backends?.[0]?.check ?? {};
    expect(begun("node1", "ready", { srv_op_state: "2", srv_port: port })).toEqual([
      "2",
      String(rise + fall - 1),
    ]);
    expect(begun("node1", "ready", { srv_op_state: "2", srv_port: "1" })).toEqual(["0", "0"]);
    expect(begun("node1", "ready", { srv_op_state: "0", srv_port: port })).toEqual(["0", "0"]);
    expect(begun("node1", "drain", { srv_op_state: "2", srv_port: port })).toEqual(["0", "0"]);
  });

  it("takes another machine that had the name for none of its nodes", () => {
    const running = [line("console", "node1", "ready", { srv_addr: "10.9.9.9" })];
    expect(plan(running)["gateway/node1"]).toBe("maint");
  });

  it("believes the peers first, each backend of theirs for itself", () => {
    const peers = [[line("gateway", "node1", "drain"), line("console", "node1", "ready")]];
    expect(plan([line("console", "node1", "ready")], peers)).toMatchObject({
      ...{ node1: "ready", "gateway/node1": "drain" },
    });
  });

  it("keeps the nodes of backends that have new names", () => {
    const running = [line("first", "node1", "ready"), line("second", "node2", "ready")];
    expect(plan(running, [], "first")).toMatchObject({ node1: "ready", "gateway/node2": "ready" });
  });

  it("retains in each backend the node that has not left it yet", () => {
    const running = [line("console", "node3", "ready"), line("gateway", "node3", "maint")];
    const plans = planBackends({ config, running, peers: [] });
    expect(plans.map(({ retained }) => retained.map(({ name }) => name))).toEqual([["node3"], []]);
    const { backend: first, backends } = withServers(config, plans);
    expect(first.servers.map(({ name }) => name)).toEqual(["node1", "node2", "node3"]);
    expect(backends?.map(({ servers }) => servers.map(({ name }) => name))).toEqual([["node1", "node2"]]);
    expect(stateOf(plans).map(({ be_name, srv_name }) => `${be_name}/${srv_name}`)).toEqual([
      ...["console/node1", "console/node2", "console/node3", "gateway/node1", "gateway/node2"],
    ]);
  });

  // With 1, HAProxy 2.6 speaks TLS to a server that has anything of TLS, as for its checks.
  it("puts no TLS around the TLS that it passes on", () => {
    const passed = {
      ...config,
      backends: [backend("passed", 8243, { mode: "tcp", stickyCookie: undefined })],
    };
    const state = stateOf(planBackends({ config: passed, running: [], peers: [] }));
    expect(state.map(({ be_name, srv_use_ssl }) => `${be_name} ${srv_use_ssl}`)).toEqual([
      ...["console 1", "console 1", "passed 0", "passed 0"],
    ]);
  });
});
