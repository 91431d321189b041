import { findOtherLines, lineKey } from "../../../components/haproxy/other-lines";
import type { ServerView } from "../../../components/haproxy/server-view";
import { exampleView } from "./example-view";

const line = (key: string, change: Partial<ServerView> = {}) => {
  const [backend = "", name = ""] = key.split("/");
  return exampleView({ backend, name, address: "10.0.0.1", port: 8290, ...change });
};
const neighbour = line("api/node2", { address: "10.0.0.2" });

describe("the other lines of a node", () => {
  const find = (own: ServerView, others: ServerView[], alone?: string[]) =>
    findOtherLines(own, [own, ...others], alone).map(lineKey);

  it.each<[string, ServerView, ServerView[], string[]]>([
    ["the same place in another backend", line("api/node1"), [line("console/x")], ["console/x"]],
    ["the same place in its own backend", line("api/node1"), [line("api/again")], ["api/again"]],
    [
      "another port under the same name",
      line("api/node1"),
      [line("console/node1", { port: 9443 })],
      ["console/node1"],
    ],
    ["another port of its machine", line("api/node1"), [line("console/x", { port: 9443 })], ["console/x"]],
    ["whichever port the client came to", line("api/node1"), [line("all/x", { port: 0 })], ["all/x"]],
    [
      "IPv6",
      line("api/node1", { address: "fd00::1" }),
      [line("console/x", { address: "fd00::1" })],
      ["console/x"],
    ],
    [
      "the same name to resolve, whatever its addresses are now",
      line("api/node1", { fqdn: "n1.local", address: "" }),
      [line("console/x", { fqdn: "n1.local", address: "10.0.0.9" })],
      ["console/x"],
    ],
    [
      "what tracks it, and what tracks that",
      line("api/node1"),
      [
        line("a/x", { address: "10.0.0.7", tracks: "api/node1" }),
        line("b/y", { address: "", tracks: "a/x" }),
      ],
      ["a/x", "b/y"],
    ],
  ])("are those at %s", (_, own, others, found) => {
    expect(find(own, [neighbour, ...others])).toEqual(found);
  });

  it("are none at an address that several servers of its backend share, but for its own place and name", () => {
    const shared = { address: "127.0.0.1" };
    const own = line("api/node1", { ...shared, port: 1 });
    const others = [
      line("api/node2", { ...shared, port: 2 }),
      line("console/node1", { ...shared, port: 3 }),
      line("console/node2", { ...shared, port: 4 }),
      line("third/x", { ...shared, port: 1 }),
    ];
    expect(find(own, others)).toEqual(["console/node1", "third/x"]);
  });

  it("are none under the same name elsewhere, without an address, or of a name that many share", () => {
    expect(find(line("api/s1"), [line("db/s1", { address: "10.9.9.9" })])).toEqual([]);
    expect(find(line("api/s1", { address: "" }), [line("db/s1", { address: "" })])).toEqual([]);
    const fqdn = "app.local";
    const own = line("api/s1", { fqdn });
    expect(
      find(own, [line("api/s2", { fqdn, address: "10.0.0.2" }), line("x/s2", { fqdn, address: "10.0.0.2" })]),
    ).toEqual([]);
  });

  it("are none that share a tracked check of another machine", () => {
    const tracks = "health/gateway";
    const health = line("health/gateway", { address: "10.0.0.99" });
    expect(
      find(line("api/node1", { tracks }), [health, line("api/node2", { address: "10.0.0.2", tracks })]),
    ).toEqual([]);
  });

  it("are left alone where the operator says so, by line or by backend", () => {
    const others = [line("console/node1"), line("debug/a"), line("debug/b")];
    expect(find(line("api/node1"), others, ["console/node1", "debug"])).toEqual([]);
  });
});
