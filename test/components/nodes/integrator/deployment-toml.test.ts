import fc from "fast-check";
import { parse, type TomlTable } from "smol-toml";
import {
  checkIntegratorVersion,
  checkJavaOpts,
  planIntegrator,
} from "../../../../components/nodes/integrator/plan-integrator";
import { addTables } from "../../../../components/nodes/table-heads";

const node = { key: "node1", serviceName: "integrator.internal" };
const passwords = { keystore: "kp", truststore: "tp" };
const check = (settings: object) => checkIntegratorVersion("4.3.0", settings as TomlTable);
const plan = (settings: object) => planIntegrator("4.3.0", settings as TomlTable);
const render = (settings: object) => parse(plan(settings).files(node, passwords)[0]?.content ?? "");

describe("what deployment.toml moves is followed", () => {
  it.each<[object, number, number[], string]>([
    [{}, 8253, [8290, 9201], "http:9201"],
    [{ server: { offset: 0 } }, 8243, [8280, 9191], "http:9191"],
    [{ server: { offset: "20" } }, 8263, [8300, 9211], "http:9211"],
    [{ "server.offset": 1 }, 8244, [8281, 9192], "http:9192"],
    [
      { transport: { http: { "listener.port": 8281, "listener.secured_port": 8244 } } },
      8254,
      [8291, 9201],
      "http:9201",
    ],
    [
      { "transport.http.listener": { secured_port: 443, port: "80" }, server: { offset: 0 } },
      443,
      [80, 9191],
      "http:9191",
    ],
    [{ transport: { https: { listener: { parameter: { port: 8000 } } } } }, 8010, [8290, 9201], "http:9201"],
    [{ transport: { http: { listener: { enable: false } } } }, 8253, [9201], "http:9201"],
    [{ mediation: { internal_http_api_port: 9000 } }, 8253, [8290, 9010], "http:9010"],
    [{ synapse_properties: { "internal.http.api.port": 9000 } }, 8253, [8290, 9010], "http:9010"],
    [{ readiness_probe: { protocols: "https" } }, 8253, [8290, 9201, 9164], "https:9164"],
    [{ readiness_probe: { protocols: "https http" } }, 8253, [8290, 9201], "http:9201"],
  ])("%j", (settings, traffic, others, ready) => {
    expect(check(settings)).toEqual([]);
    const product = plan(settings);
    const { scheme, port } = product.readiness("x") as { scheme: string; port: number };
    expect([product.trafficPort, product.otherPorts, `${scheme}:${port}`]).toEqual([traffic, others, ready]);
  });

  it("writes a dotted key that it follows where the product looks for it", () => {
    expect(render({ "transport.http": { "listener.port": 8281 } })).toMatchObject({
      transport: { http: { listener: { port: 8281 } } },
    });
    expect(render({ synapse_properties: { "internal.http.api.port": 9000 } })).toMatchObject({
      synapse_properties: { "internal.http.api.port": 9000 },
    });
  });
});

it("writes a head of a table as that table, and a key with dots in a table as it is", () => {
  const jndi = { connection_factories: { "connectionfactory.Queue": "amqp" } };
  expect(render({ "transport.http": { socket_timeout: 1 }, "transport.jndi": jndi })).toMatchObject({
    transport: { http: { socket_timeout: 1 }, jndi },
  });
});

describe("what would break under our feet is refused", () => {
  it.each<[object, string]>([
    [{ keystore: { tls: { file_name: "x" } } }, "keystore.tls.file_name"],
    [{ keystore: { primary: { type: "JKS" } } }, "keystore.primary.type"],
    [{ "keystore.primary": { password: "secret" } }, "keystore.primary.password"],
    [{ keystore: "x" }, "keystore"],
    [{ truststore: { type: "JKS" } }, "truststore.type"],
    [
      { transport: { http: { listener: { keystore: { location: "x" } } } } },
      "transport.http.listener.keystore.location",
    ],
    [
      { transport: { http: { listener: { secured_enable: false } } } },
      "transport.http.listener.secured_enable",
    ],
    [
      { transport: { http: { listener: { verify_client: "require" } } } },
      "transport.http.listener.verify_client",
    ],
    [
      { transport: { http: { listener: { secured_bind_address: "10.0.0.1" } } } },
      "transport.http.listener.secured_bind_address",
    ],
    [{ mediation: { internal_http_api_enable: false } }, "mediation.internal_http_api_enable"],
    [{ cluster_config: { node_id: "x" } }, "cluster_config.node_id"],
    [{ readiness_probe: { protocols: "none" } }, "readiness_probe.protocols"],
    [{ server: { offset: "ten" } }, "server.offset"],
    [{ server: { hostname: "localhost" } }, "server.hostname"],
    [{ server: { offset: -10 } }, "server.offset"],
    [{ server: { offset: "-1" } }, "server.offset"],
    [{ server: { offset: 60_000 } }, "server.offset"],
    [{ transport: { http: { listener: { port: -1 } } } }, "transport.http.listener.port"],
    [
      { transport: { passthru: { http: { listener: { port: 80 } } } } },
      "transport.passthru.http.listener.port",
    ],
    [{ dashboard_config: { node_id: "dev_node_2" } }, "dashboard_config.node_id"],
    [{ secrets: { rabbit: "[a-secret]" } }, "secrets.rabbit"],
    [{ runtime_secrets: { enable: "true" } }, "runtime_secrets.enable"],
    [{ datasource: [{ id: "db", password: "$secret{db}" }] }, "datasource"],
    [{ server: "x" }, "server"],
    [{ mediation: { internal_http_api_port: 8280 } }, "server.offset"],
    [{ a: null }, "a"],
    [{ a: [1, null] }, "a[1]"],
    [{ a: [1, "x"] }, "a"],
    [{ a: [{ b: [true, 1] }] }, "a[0].b"],
    [{ big: 9_007_199_254_740_992 }, "big"],
    [{ big: Number.POSITIVE_INFINITY }, "big"],
    [{ "a.b": 1, a: { b: 2 } }, "a.b"],
    [{ "a.b": 1, a: { b: { c: 2 } } }, "a.b.c"],
  ])("%j", (settings, path) => {
    const problems = check(settings);
    expect(problems.map(({ propertyPath }) => propertyPath)).toEqual([`deploymentToml.${path}`]);
    expect(JSON.stringify(problems)).not.toMatch(/"secret|a-secret|secret\{/);
    expect(() => render(settings)).toThrow(`deploymentToml.${path}: `);
  });

  it("names both spellings of one value", () => {
    const settings = { transport: { http: { listener: { port: 1, parameter: { port: 2 } } } } };
    expect(check(settings)).toEqual([
      {
        propertyPath: "deploymentToml.transport.http.listener.parameter.port",
        reason: "means the same as transport.http.listener.port; set one of them",
      },
    ]);
  });
});

it("any JSON is rendered as TOML says, or refused, and never crashes", () => {
  const value = fc.jsonValue({ maxDepth: 4 });
  fc.assert(
    fc.property(fc.dictionary(fc.string(), value), (settings) => {
      expect(plan(settings).trafficPort).toBeGreaterThan(0);
      if (check(settings).length > 0) return;
      const expected = addTables({}, JSON.parse(JSON.stringify(settings)) as TomlTable);
      expect(render(settings)).toMatchObject(expected);
    }),
  );
});

describe("checkJavaOpts", () => {
  it.each(["", "-Xmx2g -Dorg.example.x=1", "-DmyportOffset=1"])("takes %j", (javaOpts) => {
    expect(checkJavaOpts(javaOpts)).toEqual([]);
  });

  it.each([
    "-DportOffset=10",
    "-Xmx1g -DnodeId=x",
    "-Dcarbon.home=/x",
    "-Djavax.net.ssl.keyStorePassword=hunter2",
    '-Dx="hunter2"',
  ])("fails for %s, without repeating it", (javaOpts) => {
    const problems = checkJavaOpts(javaOpts);
    expect(problems).toHaveLength(1);
    expect(JSON.stringify(problems)).not.toContain("hunter2");
  });
});
