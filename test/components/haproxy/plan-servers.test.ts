import fc from "fast-check";
import type { HaproxyServer } from "../../../components/haproxy/config-model";
import { planServers } from "../../../components/haproxy/plan-servers";
import { type AdminState, adminBits, type ServerStateRow } from "../../../components/haproxy/server-state";
import { exampleBackend } from "./example-config";

function row(name: string, admin: AdminState, change: ServerStateRow = {}): ServerStateRow {
  return {
    srv_name: name,
    srv_addr: address(name),
    srv_port: "8243",
    srv_op_state: "2",
    srv_check_health: "4",
    srv_admin_state: adminBits(admin),
    ...change,
  };
}

function address(name: string): string {
  return `10.0.0.${name.charCodeAt(0)}`;
}

function server(name: string): HaproxyServer {
  return { name, address: address(name), port: 8243 };
}

function plan(wanted: string[], running: ServerStateRow[], ...peers: ServerStateRow[][]) {
  const backend = { ...exampleBackend, servers: wanted.map(server) };
  const { servers, retained, admin, state } = planServers({ backend, running, peers });
  const names = (list: readonly HaproxyServer[]) => list.map(({ name }) => name);
  return { servers: names(servers), retained: names(retained), admin: Object.fromEntries(admin), state };
}

describe("planServers", () => {
  it("starts every server of a first HAProxy in maint", () => {
    expect(plan(["a", "b"], [])).toMatchObject({ servers: ["a", "b"], admin: { a: "maint", b: "maint" } });
  });

  it("keeps what the running process has, and adds a new server in maint", () => {
    const found = plan(["a", "b", "c", "d"], [row("a", "ready"), row("b", "drain"), row("c", "maint")]);
    expect(found.admin).toEqual({ a: "ready", b: "drain", c: "maint", d: "maint" });
  });

  it("takes a new server's state from the peers, the one further out when they differ", () => {
    const found = plan(["a", "b"], [], [row("a", "ready"), row("b", "ready")], [row("a", "drain")], []);
    expect(found.admin).toEqual({ a: "drain", b: "ready" });
  });

  it("retains a server that still serves and drops one that is out", () => {
    const found = plan(["a"], [row("a", "ready"), row("b", "ready"), row("c", "maint"), row("d", "drain")]);
    expect(found).toMatchObject({ servers: ["a", "b", "d"], retained: ["b", "d"] });
  });

  it("lets a server that it has not checked at this address prove itself first", () => {
    const found = plan(["a", "b"], [row("a", "ready", { srv_addr: "10.9.9.9" }), row("b", "ready")], []);
    const health = found.state.map(({ srv_op_state, srv_check_health, srv_addr }) => [
      srv_op_state,
      srv_check_health,
      srv_addr,
    ]);
    expect(health).toEqual([
      ["0", "0", address("a")],
      ["2", "4", address("b")],
    ]);
  });

  it("writes the configured ports, which HAProxy would else take from the state file", () => {
    const backend = {
      ...exampleBackend,
      check: { ...exampleBackend.check, port: 9201 },
      servers: [{ ...server("a"), port: 8253 }],
    };
    const { state } = planServers({
      backend,
      running: [row("a", "ready", { srv_check_port: "9999" })],
      peers: [],
    });
    expect(state.map(({ srv_port, srv_check_port }) => [srv_port, srv_check_port])).toEqual([
      ["8253", "9201"],
    ]);
  });

  const names = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d", "e"));
  const rows = names.chain((list) =>
    fc.tuple(
      ...list.map((name) =>
        fc.constantFrom<AdminState>("ready", "drain", "maint").map((admin) => row(name, admin)),
      ),
    ),
  );

  it("never changes who serves: whatever runs keeps its state, and nothing unknown gets requests", () => {
    fc.assert(
      fc.property(names, rows, fc.array(rows, { maxLength: 2 }), (wanted, running, peers) => {
        const found = plan(wanted, running, ...peers);
        for (const name of wanted) expect(found.servers).toContain(name);
        for (const { srv_name = "", srv_admin_state } of running) {
          const admin = found.admin[srv_name];
          if (admin !== undefined) expect(adminBits(admin)).toBe(srv_admin_state);
          // What is gone was out.
          else expect(srv_admin_state).toBe(adminBits("maint"));
        }
        const known = new Set([...running, ...peers.flat()].map(({ srv_name }) => srv_name));
        for (const name of found.servers) if (!known.has(name)) expect(found.admin[name]).toBe("maint");
        expect(found.state.map(({ srv_name }) => srv_name)).toEqual(found.servers);
      }),
    );
  });
});
