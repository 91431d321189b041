import { parse } from "smol-toml";
import {
  checkIntegratorVersion,
  planIntegrator,
} from "../../../../components/nodes/integrator/plan-integrator";

const node = { key: "node1", serviceName: "integrator.internal" };
const passwords = { keystore: "kp", truststore: "tp" };

describe("Micro Integrator", () => {
  it("has the ports, files and readiness of 4.x", () => {
    const product = planIntegrator("4.3.0");
    expect(product.folder).toBe("wso2mi-4.3.0");
    expect(product.script).toBe("bin/micro-integrator.sh");
    expect([product.trafficPort, ...product.otherPorts]).toEqual([8253, 8290, 9201]);
    expect(product.readiness("integrator.internal")).toEqual({
      scheme: "http",
      port: 9201,
      path: "/healthz",
      host: "integrator.internal",
      expectStatus: 200,
    });
    expect(product.xmlEdits(node, passwords)).toEqual([]);
  });

  it("renders a deployment.toml that parses, leaves the offset at its default and takes settings over", () => {
    const settings = { server: { hostname: "other" }, transport: { http: { socket_timeout: 1000 } } };
    const [file] = planIntegrator("4.3.0", settings).files(node, passwords);
    expect(file?.path).toBe("conf/deployment.toml");
    expect(parse(file?.content ?? "")).toEqual({
      server: { hostname: "other" },
      keystore: {
        primary: {
          file_name: "repository/resources/security/node.p12",
          type: "PKCS12",
          password: "kp",
          alias: "wso2carbon",
          key_password: "kp",
        },
      },
      truststore: { file_name: "repository/resources/security/trust.p12", type: "PKCS12", password: "tp" },
      cluster_config: { node_id: "node1" },
      transport: { http: { socket_timeout: 1000 } },
    });
  });

  it.each([
    ["4.4.0", undefined],
    ["4.5.0", true],
    ["4.10.1", true],
  ])("asks %s for a graceful shutdown: %p", (version, expected) => {
    const [file] = planIntegrator(version).files(node, passwords);
    const { server } = parse(file?.content ?? "") as { server: Record<string, unknown> };
    expect(server.graceful_shutdown_enabled).toBe(expected);
  });
});

describe("Enterprise Integrator", () => {
  it("has the ports, script and readiness of 6.x, and edits the XML that it ships", () => {
    const product = planIntegrator("6.6.0");
    expect(product.folder).toBe("wso2ei-6.6.0");
    expect(product.script).toBe("bin/integrator.sh");
    expect([product.trafficPort, ...product.otherPorts]).toEqual([8243, 8280, 9763, 9443]);
    expect(product.readiness("integrator.internal").path).toBe("/services/Version");
    expect(product.files(node, passwords)).toEqual([]);
    expect(product.xmlEdits(node, passwords).map(({ path, set }) => [path, set.length])).toEqual([
      ["conf/carbon.xml", 10],
      ["conf/axis2/axis2.xml", 7],
    ]);
  });
});

describe("checkIntegratorVersion", () => {
  it.each(["4.3.0", "4.4.0.12", "6.6.0", "6.6.0-wso2v2"])("accepts %s", (version) => {
    expect(checkIntegratorVersion(version)).toEqual([]);
  });

  it.each(["7.1.0", "4", "4.x", "5.0.0", "4.3.0; rm"])("fails for %p", (version) => {
    expect(checkIntegratorVersion(version)).toHaveLength(1);
  });

  it("fails for deployment.toml settings on Enterprise Integrator", () => {
    expect(checkIntegratorVersion("6.6.0", { server: {} })).toEqual([
      {
        propertyPath: "deploymentToml",
        reason: "got settings for version 6.6.0; Enterprise Integrator 6 has no deployment.toml, remove them",
      },
    ]);
  });
});
