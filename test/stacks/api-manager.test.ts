import { deployApiManager } from "../../stacks/api-manager";
import { deployAppServer } from "../../stacks/app-server";
import { readApiManagerSettings } from "../../stacks/read-api-manager-settings";
import { pairs, reasonOf, apiManagerSettings as settings } from "../support/api-manager-settings";
import { Mocks, runWithMocks } from "../support/mocks";

const asked: unknown[] = [];
jest.mock("../../components/program/last-deployment", () => ({
  lastDeployment: async (args: unknown) => {
    asked.push(args);
    return { first: [], healTokens: {} };
  },
}));

describe("system api-manager", () => {
  const mocks = new Mocks({
    "aws:index/getAvailabilityZones:getAvailabilityZones": { names: ["us-east-1a"] },
  });
  let outputs: Record<string, unknown> = {};
  beforeAll(async () => {
    outputs = await runWithMocks(mocks, () => deployApiManager(settings));
  });
  const planOf = (name: string) =>
    JSON.parse((mocks.inputsOf("command:local:Command", name).stdin as { value: string }).value);

  it("is a group of Identity Server and one of API Manager, each with what it keeps in an output of its own", () => {
    const services = mocks.resources().filter((each) => each.endsWith("-service"));
    expect(services).toEqual(
      ["apim-apim1", "apim-apim2", "is-is1", "is-is2"].map(
        (each) => `command:local:Command wso2-test-${each}-service`,
      ),
    );
    expect(asked).toEqual(["haproxy", "identity", "apiManager"].map((output) => ({ output })));
    expect(outputs).toMatchObject({
      identity: { healTokens: {} },
      apiManager: { healTokens: {} },
      haproxy: { healTokens: {}, served: { trafficPort: 9443, caGeneration: 1 } },
    });
    expect(Object.keys(outputs)).not.toContain("statusPlan");
  });

  it("keeps content in common where that is asked for, among the product's own nodes", async () => {
    const { asText, reason } = { asText: JSON.stringify, reason: reasonOf };
    expect(
      reason({ contentSync: asText({ folders: ["repository/deployment/server/synapse-configs"] }) }),
    ).toMatch(/wso2:contentSync\.folders\[0\]: got .*wso2am 4\.\d\.0.*from 4\.0 on each gateway fetches/);
    expect(reason({ identityContentSync: asText({ writer: "is9" }) })).toMatch(
      /wso2:identityContentSync\.writer: got "is9"; one of is1, is2 is needed/,
    );
    expect(reason({ contentSync: asText({}), strategy: "blue-green" })).toMatch(
      /wso2:contentSync: goes with the strategies auto, in-place and replace/,
    );
    const world = new Mocks({
      "aws:index/getAvailabilityZones:getAvailabilityZones": { names: ["us-east-1a"] },
    });
    const read = readApiManagerSettings(
      pairs({ ...settings, identityContentSync: asText({ writer: "is2" }) }),
    );
    await runWithMocks(world, () => deployApiManager(read));
    const contentOf = (node: string) =>
      JSON.parse(
        (world.inputsOf("command:local:Command", `wso2-test-${node}-service`).stdin as { value: string })
          .value,
      ).install.content;
    expect(contentOf("is-is1")).toMatchObject({
      ...{ service: "identity-server", node: "is1" },
      rsync: { writer: "is2", peers: [{ name: "is2", port: 8731 }] },
    });
    expect(contentOf("apim-apim1")).toBeUndefined();
    const opened = world.resources().filter((each) => each.endsWith("-8731"));
    expect(opened).toHaveLength(1);
    expect(opened[0]).toContain("wso2-test-is");
  });

  it("sends each host name to its product, sessions to the portals, and API calls anywhere", () => {
    const { config } = planOf("wso2-test-haproxy1-configuration");
    const routes = [
      { hosts: ["gateway.api.example.com"], backend: "PRD_wso2am_gateway" },
      { hosts: ["identity.api.example.com"], backend: "PRD_wso2am_identity" },
    ];
    expect(config.frontends).toMatchObject([
      { name: "http", port: 80, routes },
      { name: "https", port: 443, routes },
    ]);
    const seen = [config.backend, ...config.backends].map((each) => ({
      name: each.name,
      cookie: each.stickyCookie ?? each.stickiness?.cookie,
      path: each.check.path,
      tls: each.tls.name,
      servers: each.servers.map(({ name, port }: { name: string; port: number }) => `${name}:${port}`),
    }));
    expect(seen).toEqual([
      {
        name: "PRD_wso2am",
        cookie: "JSESSIONID",
        path: "/api/am/gateway/v2/server-startup-healthcheck",
        tls: "api-manager.internal",
        servers: ["apim1:9443", "apim2:9443"],
      },
      {
        name: "PRD_wso2am_gateway",
        cookie: undefined,
        path: "/services/Version",
        tls: "api-manager.internal",
        servers: ["apim1:8243", "apim2:8243"],
      },
      {
        name: "PRD_wso2am_identity",
        cookie: "JSESSIONID",
        path: "/api/health-check/v1.0/health",
        tls: "identity.internal",
        servers: ["is1:9443", "is2:9443"],
      },
    ]);
  });

  it("gives API Manager's nodes one key in common, and each its own for TLS", () => {
    const stores = ["apim1", "apim2"].map((key) => planOf(`wso2-test-apim-${key}-service`).install);
    expect(stores.map(({ sharedKeystore }) => sharedKeystore.privateKeyPem)).toEqual([
      "private-key-of-wso2-test-apim-shared",
      "private-key-of-wso2-test-apim-shared",
    ]);
    expect(new Set(stores.map(({ keystore }) => keystore.privateKeyPem)).size).toBe(2);
  });

  it("takes a node of API Manager out of its two backends as one, and one of Identity Server out of its own", () => {
    const backendsOf = (name: string) =>
      planOf(name).members.map(
        ({ balancer, backend }: { balancer: string; backend: string }) => `${balancer} ${backend}`,
      );
    const both = (...backends: string[]) =>
      ["haproxy1", "haproxy2"].flatMap((balancer) => backends.map((backend) => `${balancer} ${backend}`));
    expect(backendsOf("wso2-test-apim-apim1-membership")).toEqual(both("PRD_wso2am", "PRD_wso2am_gateway"));
    expect(backendsOf("wso2-test-is-is2-membership")).toEqual(both("PRD_wso2am_identity"));
  });

  it("has the three names in the certificate that clients see", () => {
    const request = mocks.inputsOf("tls:index/certRequest:CertRequest", "wso2-test");
    expect(request.dnsNames).toEqual([
      "api.example.com",
      "gateway.api.example.com",
      "identity.api.example.com",
    ]);
  });

  it.each(["apim-apim1", "is-is2"])(
    "has localhost in a node's certificate, by which its pages call it: %s",
    (node) => {
      const { dnsNames } = mocks.inputsOf("tls:index/certRequest:CertRequest", `wso2-test-${node}`);
      expect(dnsNames).toEqual([
        expect.stringMatching(/^(api|identity)/),
        expect.stringMatching(/^(apim1|is2)\./),
        "localhost",
      ]);
    },
  );

  it("opens the broker's and the receivers' ports among API Manager's nodes alone, and the plain gateway to nobody", () => {
    const opened = mocks.registered
      .filter(({ type }) => type === "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
      .map(({ inputs }) =>
        `${inputs.securityGroupId} ${inputs.fromPort} ${inputs.referencedSecurityGroupId ?? ""}`.trim(),
      )
      .filter((each) => /-(is|apim)-id \d{4}/.test(each))
      .sort();
    const [apim, is, haproxy] = ["apim", "is", "haproxy"].map((each) => `wso2-test-${each}-id`);
    expect(opened).toEqual(
      [
        ...[5672, 9611, 9711].map((port) => `${apim} ${port} ${apim}`),
        ...[8243, 9443].map((port) => `${apim} ${port} ${haproxy}`),
        `${is} 9443 ${haproxy}`,
      ].sort(),
    );
  });

  it("makes no kind of resource that a stack of one product does not make", async () => {
    const { system: _, version: __, ...common } = settings;
    const one = new Mocks({
      "aws:index/getAvailabilityZones:getAvailabilityZones": { names: ["us-east-1a"] },
    });
    const front = {
      front: "haproxy",
      elbVersion: "2.0.3",
      elbCount: 2,
      elbInstanceType: "t3.micro",
    } as const;
    await runWithMocks(one, () =>
      deployAppServer({ ...common, ...front, system: "app-server", version: "4.9.1-m1" }),
    );
    const kinds = (some: Mocks) => [...new Set(some.registered.map(({ type }) => type))].sort();
    expect(kinds(mocks)).toEqual(kinds(one));
  });

  it("gives each product a password, files and a distribution of its own", () => {
    const install = (name: string) => planOf(name).install;
    const [api, identity] = [install("wso2-test-apim-apim1-service"), install("wso2-test-is-is1-service")];
    expect(api.files[0].content).toContain('hostname = "api.example.com"');
    expect(identity.files[0].content).toContain('hostname = "identity.api.example.com"');
    expect(identity.files[0].content).toContain("[carbon_health_check]\nenable = true");
    const password = /username = "admin"\npassword = "(\w+)"/;
    expect(password.exec(api.files[0].content)?.[1]).toMatch(/^[0-9a-f]{24}$/);
    expect(password.exec(api.files[0].content)?.[1]).not.toBe(password.exec(identity.files[0].content)?.[1]);
    for (const node of ["apim1", "apim2"]) {
      expect(install(`wso2-test-apim-${node}-service`).sharedKeystore).toMatchObject({
        certificatePem: "certificate-of-wso2-test-apim-shared",
        privateKeyPem: "private-key-of-wso2-test-apim-shared",
      });
    }
    expect(planOf("wso2-test-is-is1-service").distribution.name).toBe("wso2is-7.1.0");
    expect(planOf("wso2-test-apim-apim1-service").distribution.name).toBe("wso2am-4.5.0");
  });
});
