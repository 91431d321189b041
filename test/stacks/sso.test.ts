import type * as pulumi from "@pulumi/pulumi";
import type { GroupOutputs } from "../../components";
import type { ApacheMember } from "../../components/apache/apache-member";
import type { MembershipPlan } from "../../components/rolling/membership/plans";
import { deploySso } from "../../stacks/sso";
import { Mocks, runWithMocks } from "../support/mocks";
import { ssoSettings as settings } from "../support/sso-settings";

const asked: unknown[] = [];
jest.mock("../../components/program/last-deployment", () => ({
  lastDeployment: async (args: unknown) => {
    asked.push(args);
    return { first: [], healTokens: {} };
  },
}));

const zone = { "aws:index/getAvailabilityZones:getAvailabilityZones": { names: ["us-east-1a"] } };
const host = "sso.example.com";
const resolved = <T>(output: pulumi.Output<T>) => new Promise<T>((resolve) => output.apply(resolve));

describe("system sso", () => {
  const mocks = new Mocks(zone);
  let outputs: Record<string, unknown> = {};
  beforeAll(async () => {
    outputs = await runWithMocks(mocks, () => deploySso(settings));
  });
  const planOf = (name: string) =>
    JSON.parse((mocks.inputsOf("command:local:Command", name).stdin as { value: string }).value);
  const membership = (name: string) => planOf(`wso2-test-${name}-membership`) as MembershipPlan;
  const httpd = (): string =>
    planOf("wso2-test-apache-apache1-service").change.files.find(
      ({ path }: { path: string }) => path === "/etc/apache2/apache2.conf",
    ).content;

  it("is a group of Apache, one of Identity Server and one of API Manager, each with an output of its own", () => {
    const services = mocks.resources().filter((each) => each.endsWith("-service"));
    expect(services).toEqual(
      ["apache-apache1", "apache-apache2", "apim-apim1", "apim-apim2", "is-is1", "is-is2"].map(
        (each) => `command:local:Command wso2-test-${each}-service`,
      ),
    );
    expect(asked).toEqual(["haproxy", "apache", "identity", "apiManager"].map((output) => ({ output })));
    expect(outputs).toMatchObject({
      apache: { healTokens: {} },
      identity: { healTokens: {} },
      apiManager: { healTokens: {} },
      haproxy: { healTokens: {}, served: { trafficPort: 9443, front: "apache" } },
    });
    expect(outputs).not.toHaveProperty("gatewayHost");
  });

  it("tells the order: Apache, Identity Server, API Manager", async () => {
    const groups = ["apache", "identity", "apiManager"].map((key) => outputs[key] as GroupOutputs);
    const plans = await Promise.all(groups.map(({ rollPlanDetails }) => resolved(rollPlanDetails)));
    expect(plans.map(({ group, after }) => [group, after])).toEqual([
      ["wso2-test-apache", undefined],
      ["wso2-test-is", ["wso2-test-apache"]],
      ["wso2-test-apim", ["wso2-test-is"]],
    ]);
  });

  it("leads everything to the Apaches, whose check asks Apache itself", () => {
    const { config } = planOf("wso2-test-haproxy1-configuration");
    expect(config.frontends.map(({ port }: { port: number }) => port)).toEqual([80, 443]);
    expect(config.backends ?? []).toEqual([]);
    expect(config.backend).toMatchObject({
      name: "PRD_wso2sso",
      stickiness: { mode: "insert", cookie: "SRV" },
      check: { scheme: "https", path: "/wso2-front-ready", host },
      tls: { name: host },
      servers: [
        { name: "apache1", port: 443 },
        { name: "apache2", port: 443 },
      ],
    });
  });

  it("takes an Apache out of HAProxy, and back once it has what the other one has", () => {
    const { members, behind } = membership("apache-apache1");
    expect(members.map(({ kind, balancer }) => `${kind} ${balancer}`)).toEqual([
      "haproxy haproxy1",
      "haproxy haproxy2",
    ]);
    expect(behind?.map(({ node, own, peers }) => [node, (own as ApacheMember).group, peers.length])).toEqual([
      ["is1", "is", 1],
      ["is2", "is", 1],
      ["apim1", "apim", 1],
      ["apim1", "apim-gateway", 1],
      ["apim2", "apim", 1],
      ["apim2", "apim-gateway", 1],
    ]);
  });

  it("takes a node out of both Apaches, API Manager's portals and gateway as one", () => {
    const of = (name: string) =>
      membership(name).members.map((each) => `${each.kind} ${each.balancer} ${(each as ApacheMember).group}`);
    expect(of("apim-apim1")).toEqual(
      ["apache1", "apache2"].flatMap((key) => [`apache ${key} apim`, `apache ${key} apim-gateway`]),
    );
    expect(of("is-is2")).toEqual(["apache apache1 is", "apache apache2 is"]);
  });

  it("has the site's host in every certificate, which HAProxy and Apache verify", () => {
    const names = (of: string) => mocks.inputsOf("tls:index/certRequest:CertRequest", of).dnsNames;
    for (const node of ["is-is1", "is-is2", "apim-apim1", "apim-apim2", "apache-apache1", "apache-apache2"])
      expect(names(`wso2-test-${node}`)).toContain(host);
    expect(names("wso2-test")).toEqual([host]);
  });

  it("configures Apache with both products, their health pages, and what HAProxy says of clients", () => {
    const text = httpd();
    expect(text).toContain(`ServerName https://${host}`);
    expect(text).toMatch(/:9443" route=apim1 .*hcuri=\/api\/am\/gateway\/v2\/server-startup-healthcheck /);
    expect(text).toMatch(/:8243" route=apim2 .*hcuri=\/services\/Version /);
    expect(text).toMatch(/:9443" route=is2 .*hcuri=\/api\/health-check\/v1\.0\/health /);
    expect(text.match(/RemoteIPInternalProxy \S+/g)).toHaveLength(2);
    expect(text).toContain("ProxyTimeout 300");
    // Nobody gets a request before it has joined.
    expect(text.match(/Define wso2_state\.\S+ \+D/g)).toHaveLength(6);
  });

  it("tells both products the one host name, and API Manager where its portal is", () => {
    const toml = (name: string): string => planOf(`wso2-test-${name}-service`).install.files[0].content;
    for (const name of ["apim-apim1", "is-is1"]) expect(toml(name)).toContain(`hostname = "${host}"`);
    expect(toml("apim-apim1")).toContain(`url = "https://${host}/apim-devportal"`);
    expect(toml("apim-apim1")).toContain(`https_endpoint = "https://${host}"`);
    for (const name of ["apim-apim1", "is-is1"]) expect(toml(name)).toContain('proxyPort = "443"');
  });

  it("opens Apache to HAProxy, and the nodes to Apache alone", () => {
    const opened = mocks.registered
      .filter(({ type }) => type === "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
      .map(({ inputs }) =>
        `${inputs.securityGroupId} ${inputs.fromPort} ${inputs.referencedSecurityGroupId ?? ""}`.trim(),
      )
      .filter((each) => /-(is|apim|apache)-id (?!22)/.test(each))
      .sort();
    const [apim, is, apache, haproxy] = ["apim", "is", "apache", "haproxy"].map(
      (each) => `wso2-test-${each}-id`,
    );
    expect(opened).toEqual(
      [
        `${apache} 443 ${haproxy}`,
        ...[5672, 9611, 9711].map((port) => `${apim} ${port} ${apim}`),
        ...[8243, 9443].map((port) => `${apim} ${port} ${apache}`),
        `${is} 9443 ${apache}`,
      ].sort(),
    );
  });
});

describe("a stack that was another system", () => {
  it("fails before anything is registered", async () => {
    const program = jest.requireMock<{ lastDeployment: unknown }>("../../components/program/last-deployment");
    const mocks = new Mocks(zone);
    program.lastDeployment = async () => ({
      ...{ first: [], healTokens: {} },
      served: { trafficPort: 9443, caGeneration: 1 },
    });
    await expect(runWithMocks(mocks, () => deploySso(settings))).rejects.toThrow(
      /wso2:front or wso2:system: would put apache in the place of haproxy/,
    );
    expect(mocks.registered).toEqual([]);
  });
});
