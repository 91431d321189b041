import fc from "fast-check";
import {
  type AdminState,
  adminBits,
  adminStateOf,
  parseServersState,
  renderServersState,
} from "../../../components/haproxy/server-state";
import { recordedState } from "./recorded-state";

describe("server state", () => {
  it("reads what HAProxy 2.6.12 prints", () => {
    const rows = parseServersState(recordedState);
    expect(
      rows.map((row) => [row.be_name, row.srv_name, row.srv_addr, row.srv_port, adminStateOf(row)]),
    ).toEqual([
      ["b", "node1", "127.0.0.1", "19001", "ready"],
      ["b", "node2", "127.0.0.1", "19002", "maint"],
      ["b", "node3", "127.0.0.1", "19003", "drain"],
    ]);
  });

  it("writes the very text that it has read", () => {
    expect(renderServersState(parseServersState(recordedState))).toBe(recordedState.trimStart());
  });

  it("fails on anything that is no state, and shows it", () => {
    expect(() => parseServersState("Permission denied\n")).toThrow(
      "no server state (version 1), but: Permission denied",
    );
  });

  it.each(["2\n# be_id be_name\n", "1\n# be_id be_name srv_id\n"])(
    "fails on a version or a form that it does not know: %j",
    (text) => {
      expect(() => parseServersState(text)).toThrow("server state");
    },
  );

  it("reads the columns that HAProxy 1.8 prints, a server without address too", () => {
    const head =
      "# be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_uweight srv_iweight srv_time_since_last_change srv_check_status srv_check_result srv_check_health srv_check_state srv_agent_state bk_f_forced_id srv_f_forced_id srv_fqdn srv_port";
    const [row] = parseServersState(`1\n${head}\n3 b 1 s1  0 32 1 1 9 1 0 0 14 0 0 0 app.local 8290\n\n`);
    expect(row).toMatchObject({ srv_addr: "", srv_op_state: "0", srv_admin_state: "32", srv_port: "8290" });
  });

  it.each<[string, AdminState]>([
    ["0", "ready"],
    ["1", "maint"],
    // `disabled` in the file, and enabled since.
    ["4", "ready"],
    ["5", "maint"],
    ["2", "maint"],
    ["8", "drain"],
    ["9", "maint"],
    ["16", "drain"],
    // A name that can't be resolved is nobody's wish; it is not up then.
    ["32", "ready"],
    ["33", "maint"],
    ["64", "ready"],
  ])("reads the bits %s as %s", (bits, state) => {
    expect(adminStateOf({ srv_admin_state: bits })).toBe(state);
  });

  it("writes bits that it reads as the same state", () => {
    fc.assert(
      fc.property(fc.constantFrom<AdminState>("ready", "drain", "maint"), (state) => {
        expect(adminStateOf({ srv_admin_state: adminBits(state) })).toBe(state);
      }),
    );
  });
});
