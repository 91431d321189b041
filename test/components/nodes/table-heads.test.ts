import { addTables, splitHead } from "../../../components/nodes/table-heads";

describe("a key outside of all tables", () => {
  it.each([
    ["server", ["server"]],
    ["apim.jwt", ["apim", "jwt"]],
    ["super_admin.admin_role", ["super_admin", "admin_role"]],
    ["transport.https.properties", ["transport", "https", "properties"]],
    ["transport.https.properties.maxThreads", ["transport", "https", "properties", "maxThreads"]],
    [
      "transport.passthru_http.sender.parameters.http.proxyHost",
      ["transport", "passthru_http", "sender", "parameters", "http.proxyHost"],
    ],
    ["synapse_properties.internal.http.api.port", ["synapse_properties", "internal.http.api.port"]],
    ["no head.", ["no head."]],
    ["a..b", ["a..b"]],
  ])("%s is %j", (key, steps) => {
    expect(splitHead(key)).toEqual(steps);
  });
});

describe("the operator's tables in ours", () => {
  it("stand in the table of ours that their head names", () => {
    expect(addTables({ apim: { cors: { a: 1 } } }, { "apim.cors": { b: 2 } })).toEqual({
      apim: { cors: { a: 1, b: 2 } },
    });
  });

  it("keep dots within a table, which are the product's own", () => {
    const extra = { jndi: { "connectionfactory.Queue": "amqp" } };
    expect(addTables({}, extra)).toEqual(extra);
  });

  it("add to an array of tables, and take the place of ours of the same name", () => {
    const ours = [
      { name: "a", order: 1 },
      { name: "b", order: 2 },
    ];
    const theirs = [
      { name: "b", order: 7 },
      { name: "c", order: 8 },
    ];
    expect(addTables({ listener: ours }, { listener: theirs })).toEqual({
      listener: [...theirs, { name: "a", order: 1 }],
    });
    expect(addTables({ access: [{ path: "/a" }] }, { access: [{ path: "/b" }] })).toEqual({
      access: [{ path: "/b" }, { path: "/a" }],
    });
  });

  it("take a list of values whole", () => {
    expect(addTables({ cors: ["a", "b"] }, { cors: ["c"] })).toEqual({ cors: ["c"] });
  });
});
