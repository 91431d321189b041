import { parseProcessView } from "../../../components/haproxy/server-view";
import { renderProcess } from "./render-process";

const names = (servers: Parameters<typeof renderProcess>[0]) =>
  parseProcessView(renderProcess(servers)).servers.map(({ name }) => name);

describe("places of a server-template that stand for no machine", () => {
  const unresolved = { srv_admin_state: "32", srv_op_state: "0", status: "MAINT (resolution)" };
  const disabled = { srv_admin_state: "5", srv_op_state: "0", status: "MAINT" };

  it.each(["", "-", "0.0.0.0", "::"])("are no members without an address (%j)", (address) => {
    expect(names([{}, { ...unresolved, address, srv_fqdn: "app.local" }, { srv_fqdn: "app.local" }])).toEqual(
      ["s1", "s3"],
    );
    expect(names([{}, { ...disabled, address }])).toEqual(["s1"]);
  });

  it("are no members with an address that their name has no more", () => {
    const srv = { srvrecord: "_http._tcp.app.local" };
    expect(names([srv, { ...unresolved, ...srv, srv_fqdn: "gone.app.local" }])).toEqual(["s1"]);
  });

  it("are no members at a placeholder that nobody has replaced", () => {
    const placeholder = { ...disabled, address: "127.0.0.1", port: "1" };
    expect(names([{}, placeholder, placeholder])).toEqual(["s1"]);
    expect(names([{}, placeholder])).toEqual(["s1"]);
  });

  it("do not hide a server that is missed: out by hand, disabled at its own address, a name that fails", () => {
    const out = { srv_admin_state: "1", srv_op_state: "0", status: "MAINT" };
    expect(names([{}, out])).toEqual(["s1", "s2"]);
    expect(names([{}, disabled])).toEqual(["s1", "s2"]);
    expect(names([{ srv_fqdn: "a.local" }, { ...unresolved, srv_fqdn: "b.local" }])).toEqual(["s1", "s2"]);
    expect(names([{}, { ...out, address: "-", port: "0", addr: "unix" }])).toEqual(["s1", "s2"]);
  });
});
