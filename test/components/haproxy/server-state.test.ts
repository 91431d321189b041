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

  it.each<[string, AdminState]>([
    ["0", "ready"],
    ["1", "maint"],
    ["4", "maint"],
    ["8", "drain"],
    ["9", "maint"],
    ["16", "drain"],
    ["32", "maint"],
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
